"""Edits that an editor makes by mistake, each with what must be told of it and where."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.support.project import ROOT


@dataclass(frozen=True)
class Edit:
    """``make`` breaks the file. ``told`` is the kind of the mistake.

    It is told of ``path`` (as a rule the file) at ``line``: a number, or a text that only the right line has.
    """

    name: str
    file: str
    make: Callable[[Path], None]
    told: str
    line: int | str = 1
    path: str = ""


def replaced(old: str, new: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{path}: {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return make


def inserted(text: str) -> Callable[[Path], None]:
    """Below the page's heading."""

    def make(path: Path) -> None:
        lines = path.read_text(encoding="utf-8").split("\n")
        at = next(number for number, line in enumerate(lines) if line.startswith("# ")) + 1
        lines[at:at] = ["", *text.split("\n"), ""]
        path.write_text("\n".join(lines), encoding="utf-8")

    return make


def header(key: str, line: str) -> Callable[[Path], None]:
    """The key's line in the page's header, or in a file of YAML, is written otherwise."""

    def make(path: Path) -> None:
        lines = path.read_text(encoding="utf-8").split("\n")
        at = next((number for number, each in enumerate(lines) if each.startswith(f"{key}:")), None)
        if at is None:
            lines.insert(1, line)
        else:
            lines[at] = line
        path.write_text("\n".join(lines), encoding="utf-8")

    return make


def without(begin: str) -> Callable[[Path], None]:
    """The file without the line that begins so."""

    def make(path: Path) -> None:
        lines = path.read_text(encoding="utf-8").split("\n")
        lines.remove(next(line for line in lines if line.startswith(begin)))
        path.write_text("\n".join(lines), encoding="utf-8")

    return make


def doubled(begin: str) -> Callable[[Path], None]:
    """The file with the line that begins so written twice."""

    def make(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf"(?m)^({begin}.*\n)", r"\1\1", text, count=1), encoding="utf-8")

    return make


def without_all(name: str) -> Callable[[Path], None]:
    """The file without a step of that walkthrough."""

    def make(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf", {name}#[\w-]+|{name}#[\w-]+, ", "", text), encoding="utf-8")

    return make


def written(change: Callable[[str], bytes]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(change(path.read_text(encoding="utf-8")))

    return make


def new_file(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("текст: да\n", encoding="utf-8")


def folder(path: Path) -> None:
    path.mkdir()


def picture_without_words(page: Path) -> None:
    (page.parent / "seen.png").touch()
    inserted("![](seen.png)")(page)


PAGE = "docs/security/lost-sim.md"
OF_HELP = next(
    line.removeprefix("description: ")
    for line in (ROOT / "docs/about/load.md").read_text(encoding="utf-8").split("\n")
    if line.startswith("description: ")
)
PHONE = "walkthroughs/register-by-phone.yml"
SETTINGS = "mkdocs.yml"
CODE = "walkthroughs/when-no-code-comes.yml"

FILES = (
    Edit("BOM", PAGE, written(lambda text: text.encode("utf-8-sig")), "file_has_mark"),
    Edit("CRLF", PAGE, written(lambda text: text.replace("\n", "\r\n").encode()), "windows_lines"),
    Edit("CP1251", PAGE, written(lambda text: text.encode("cp1251", "replace")), "file_is_cp1251", 3),
    Edit("UTF-16", PAGE, written(lambda text: text.encode("utf-16")), "file_is_utf16"),
    Edit("no letters at all", PAGE, written(lambda text: text.encode() + b"\x80\x81\x82"), "file_not_utf8", -1),
    Edit("BOM in a walkthrough", PHONE, written(lambda text: text.encode("utf-8-sig")), "file_has_mark"),
    Edit(
        "CRLF in the wording",
        "walkthroughs/wording/codes.yml",
        written(lambda t: t.replace("\n", "\r\n").encode()),
        "windows_lines",
    ),
    Edit(
        "CP1251 in a data file",
        "docs/_data/synonyms.yml",
        written(lambda t: t.encode("cp1251", "replace")),
        "file_is_cp1251",
    ),
    Edit("UTF-16 in a data file", "docs/_data/subjects.yml", written(lambda t: t.encode("utf-16")), "file_is_utf16"),
    Edit("a merge", PAGE, inserted("<<<<<<< HEAD\nОдно.\n=======\nДругое.\n>>>>>>> main"), "merge_marker", "<<<<<<<"),
    Edit("a merge in YAML", PHONE, replaced("start: ", "<<<<<<< HEAD\nstart: "), "merge_marker", "<<<<<<<"),
    Edit("a no-break indent", PHONE, replaced("    say: ", "   \u00a0say: "), "nbsp_indent", "\u00a0say"),
    Edit("a no-break item", PAGE, inserted("-\u00a0Пункт"), "nbsp_indent", "-\u00a0Пункт"),
    Edit("an unseen sign", PAGE, inserted("Сло\u200bво"), "unseen_character", "Сло"),
    Edit("a soft hyphen in YAML", PHONE, replaced("finish: ", "finish: \u00ad"), "unseen_character", "finish"),
    Edit("curly quotes for a value", PHONE, replaced("finish: ", "finish: “Да: "), "curly_quotes", "finish"),
    Edit(
        "curly quotes in brackets",
        "walkthroughs/set-up-profile.yml",
        replaced("last_name: Иванов", "last_name: “Иванов”"),
        "curly_quotes",
        "“Иванов”",
    ),
    Edit(
        "a quote without an end in brackets",
        "walkthroughs/sign-in-by-password.yml",
        replaced('"}\n', "}\n"),
        "quote_not_closed",
        "79070000001}",
    ),
    Edit("a hash in a walkthrough", CODE, replaced("finish: ", "finish: Кабинет № #1. "), "text_behind_hash", "finish"),
    Edit("no blank after a colon", PHONE, replaced("    hint: ", "    hint:"), "colon_without_space", "    hint:Н"),
    Edit(
        "a number where there is none",
        "walkthroughs/wording/password.yml",
        replaced("    title: Это прежний пароль.", "    title: Это {left} пароль."),
        "no_values",
        "title: Это {left}",
    ),
    Edit("bold in a walkthrough", PHONE, replaced("finish: ", "finish: Это **важно**. "), "markup_in_text", "finish:"),
    Edit("a tag in a walkthrough", PHONE, replaced("    say: ", "    say: <b>Да</b> "), "markup_in_text", "<b>Да"),
    Edit(
        "a link in a walkthrough",
        CODE,
        replaced("    hint: ", "    hint: (см. [тут](a.md)) "),
        "markup_in_text",
        "[тут]",
    ),
    Edit(
        "code in a task",
        "walkthroughs/tasks/first-sign-in.yml",
        replaced("title: ", "title: Это `код`. "),
        "markup_in_text",
        "title:",
    ),
    Edit(
        "bold in the wording",
        "walkthroughs/wording/password.yml",
        replaced("    title: Это прежний пароль.", "    title: Это *прежний* пароль."),
        "markup_in_text",
        "*прежний*",
    ),
    Edit("itself for the next one", PHONE, header("next", "next: register-by-phone"), "next_is_itself", "next:"),
    Edit(
        "a term twice",
        "docs/about/glossary.md",
        written(lambda text: f"{text}\nАбоненты\n:   Другое объяснение.\n".encode()),
        "term_twice",
        "Абоненты\n",
    ),
    Edit("notes among pages", "docs/notes.txt", new_file, "file_not_linked"),
    Edit("a plan among pages", "docs/security/план.docx", new_file, "file_not_linked"),
    Edit("a copy of a page", "docs/security/fraud.md~", new_file, "file_not_linked"),
    Edit("a page in capitals", "docs/security/extra.MD", new_file, "page_suffix"),
    Edit("data by another name", "docs/_data/synonims.yml", new_file, "file_unread"),
    Edit("data with another suffix", "docs/_data/claims.yaml", new_file, "file_unread"),
    Edit("a folder by another name", "walkthroughs/taskz/new.yml", new_file, "file_unread"),
    Edit("places in a second file", "walkthroughs/cabinet/more.yml", new_file, "file_unread"),
    Edit("a folder for a page", "docs/security/new.md", folder, "file_is_folder"),
    Edit("a folder for a walkthrough", "walkthroughs/new.yml", folder, "file_is_folder"),
)

HEADERS = (
    Edit("a search that isn't a block", PAGE, header("search", "search: true"), "not_a_block", "search:"),
    Edit("hide as a number", PAGE, header("hide", "hide: 5"), "not_a_list", "hide:"),
    Edit("hide as a word", PAGE, header("hide", "hide: toc"), "not_a_list", "hide:"),
    Edit("hiding what can't be hidden", PAGE, header("hide", "hide: [tocs]"), "unknown_hidden", "hide:"),
    Edit(
        "a day for a description", PAGE, header("description", "description: 2025-07-12"), "not_words", "description:"
    ),
    Edit("yes for a title", PAGE, header("title", "title: yes"), "not_words", "title:"),
    Edit("a number for a title", PAGE, header("title", "title: 12"), "not_words", "title:"),
    Edit("a list for a title", PAGE, header("title", "title: [Как, войти]"), "not_a_text", "title:"),
    Edit("a colon in a title", PAGE, header("title", "title: Вход: два способа"), "colon_in_text", "title:"),
    Edit("curly quotes in a title", PAGE, header("title", "title: “Вход: два”"), "curly_quotes", "title:"),
    Edit("a hash in a title", PAGE, header("title", "title: Вход по коду # и по паролю"), "text_behind_hash", "title:"),
    Edit("an unknown key", PAGE, header("titel", "titel: Вход"), "unknown_key", "titel:"),
    Edit(
        "a key twice",
        PAGE,
        doubled("description:"),
        "duplicate_key",
        -1,
    ),
    Edit("no description", PAGE, without("description:"), "missing_key", -1),
    Edit("an empty description", PAGE, header("description", "description:"), "text_empty", "description:"),
    Edit("a short description", PAGE, header("description", "description: Вход."), "bad_description", "description:"),
    Edit(
        "a long description",
        PAGE,
        header("description", "description: " + "слово " * 40),
        "bad_description",
        "description:",
    ),
    Edit("a long title", PAGE, header("title", "title: Как войти" + " быстро" * 10), "title_too_long", "title:"),
    Edit("a title of another page", PAGE, header("title", "title: Сколько выдержит тренажёр"), "title_twice", "title:"),
    Edit(
        "a description of another page",
        PAGE,
        header("description", f"description: {OF_HELP}"),
        "description_twice",
        "description:",
    ),
    Edit("exclude as a word", PAGE, header("search", "search: {exclude: да}"), "not_true_or_false", "search:"),
    Edit("boost as a word", PAGE, header("search", "search: {boost: много}"), "not_a_weight", "search:"),
    Edit("an unknown key of the search", PAGE, header("search", "search: {boots: 2}"), "unknown_key", "search:"),
    Edit("no header", PAGE, replaced("---\n", ""), "front_matter_missing"),
    Edit("an empty line above the header", PAGE, replaced("---\n", "\n---\n"), "front_matter_shifted"),
    Edit("a header without an end", PAGE, replaced("\n---\n", "\n"), "front_matter_not_closed"),
    Edit("a tab in the header", PAGE, header("title", "title:\tВход"), "tab_in_yaml", "title:"),
)

PAGES = (
    Edit("a second end of the header", PAGE, inserted("---"), "second_dashes", -1),
    Edit("dashes under a text", PAGE, inserted("Текст\n---"), "dashes_under_text", -1),
    Edit("a fence without an end", PAGE, inserted("```\nпример"), "fence_not_closed", "```"),
    Edit(
        "a block without a text", PAGE, inserted('??? question "Что?"\n\nТекст.'), "block_without_text", "??? question"
    ),
    Edit("a block without a quote", PAGE, inserted('??? question "Что?\n\n    Текст.'), "bad_block", '"Что?'),
    Edit(
        "a block of an unknown kind", PAGE, inserted('!!! waring "Что?"\n\n    Текст.'), "unknown_block", "!!! waring"
    ),
    Edit("no blank before the kind", PAGE, inserted('!!!warning "Что?"\n\n    Текст.'), "bad_block", "!!!warning"),
    Edit("two signs", PAGE, inserted('?? question "Что?"\n\n    Текст.'), "block_signs", "?? question"),
    Edit("two marks", PAGE, inserted('!! danger "Что?"\n\n    Текст.'), "block_signs", "!! danger"),
    Edit("four signs", PAGE, inserted('????+ question "Что?"\n\n    Текст.'), "block_signs", "????+ question"),
    Edit("an attribute list without an end", PAGE, inserted("## Раздел { #part"), "attributes_not_closed", "{ #part"),
    Edit("a div without an end", PAGE, inserted('<div class="x" markdown>\n\nТекст.'), "tag_not_closed", "<div"),
    Edit("an end of nothing", PAGE, inserted("</div>"), "tag_not_opened", "</div>"),
    Edit("a tag cut short", PAGE, inserted('<div class="x"\n\nТекст.'), "tag_cut", "<div"),
    Edit("a table without names", PAGE, inserted("|---|---|\n| 1 | 2 |"), "table_without_names", "|---|"),
    Edit("a row too wide", PAGE, inserted("| А | Б |\n|---|---|\n| 1 | 2 | 3 |"), "table_row_cells", "| 1 |"),
    Edit("a table without a line", PAGE, inserted("| А | Б |\n| 1 | 2 |"), "table_without_divider", "| А |"),
    Edit("a tab", PAGE, inserted("\tТекст"), "tab_on_page", "\tТекст"),
    Edit("no title", PAGE, replaced("\n# ", "\n## "), "page_without_title", -1),
    Edit("two titles", PAGE, inserted("# Ещё раз"), "second_title", "# Ещё раз"),
    Edit("a heading without a blank", PAGE, inserted("##Заголовок"), "heading_without_space", "##Заг"),
    Edit("an empty heading", PAGE, inserted("##  { #x }"), "heading_empty", "##  {"),
    Edit("a heading too deep", PAGE, inserted("#### Заголовок"), "heading_skips", "#### Заг"),
    Edit("a section twice", PAGE, inserted("## Раз { #one }\n\n## Два { #one }"), "duplicate_anchor", "## Два"),
    Edit("an item without a blank", PAGE, inserted("-пункт"), "item_without_space", "-пункт"),
    Edit("a list below a text", PAGE, inserted("Текст:\n- один\n- два"), "list_in_paragraph", "- один"),
    Edit("numbers below a text", PAGE, inserted("Текст:\n1. один\n2. два"), "list_in_paragraph", "1. один"),
    Edit("a list in a block", PAGE, inserted("!!! note\n\n    Текст:\n    * один"), "list_in_paragraph", "* один"),
    Edit("a list in an item", PAGE, inserted("- раз\n\n    Текст:\n    - один"), "list_in_paragraph", "- один"),
    Edit("a list in a meaning", PAGE, inserted("Слово\n:   Текст:\n    - один"), "list_in_paragraph", "- один"),
    Edit("a box", PAGE, inserted("- [ ] сделать"), "item_with_box", "- [ ]"),
    Edit("a bracket behind a number", PAGE, inserted("1) первое\n2) второе"), "item_with_bracket", "1) первое"),
    Edit("a heading behind a blank", PAGE, inserted(" ## Заголовок"), "heading_indented", " ## Заг"),
    Edit(
        "a heading behind four blanks", PAGE, inserted("Текст.\n\n    ## Заголовок"), "heading_indented", "    ## Заг"
    ),
    Edit("a word struck out", PAGE, inserted("Это ~~не~~ так."), "foreign_markup", "~~не~~"),
    Edit("a word marked", PAGE, inserted("Это ==так==."), "foreign_markup", "==так=="),
    Edit("a style", PAGE, inserted('<p style="color: red">Текст.</p>'), "blocked_attribute", "<p style"),
    Edit("a style in braces", PAGE, inserted('## Заголовок { style="color: red" }'), "blocked_attribute", "{ style"),
    Edit("a handler", PAGE, inserted('<p onclick="x()">Текст.</p>'), "blocked_attribute", "<p onclick"),
    Edit("a frame", PAGE, inserted('<iframe src="https://a.example/"></iframe>'), "blocked_tag", "<iframe"),
    Edit("a script", PAGE, inserted("<script>x()</script>"), "blocked_tag", "<script>"),
    Edit(
        "a picture of another site", PAGE, inserted("![Схема](https://a.example/a.png)"), "foreign_picture", "![Схема"
    ),
    Edit(
        "one of them in HTML", PAGE, inserted('<img src="//a.example/a.png" alt="Да">'), "foreign_picture", "<img src"
    ),
    Edit("an unknown icon", PAGE, inserted(":material-schol-outline:"), "unknown_icon", ":material-schol"),
    Edit(
        "an icon without an end",
        PAGE,
        inserted(":material-school-outline слово"),
        "icon_not_closed",
        ":material-school",
    ),
    Edit("foreign quotes", PAGE, inserted('Нажмите "Войти".'), "foreign_quotes", '"Войти"'),
    Edit("bold without an end", PAGE, inserted("Это **важно."), "bold_not_closed", "**важно"),
    Edit("bold with blanks", PAGE, inserted("Это ** важно **."), "bold_with_blanks", "** важно"),
    Edit("code without an end", PAGE, inserted("Это `код."), "code_not_closed", "`код"),
    Edit(
        "a mark without an end", PAGE, inserted("Это так.[^sim-never-expires"), "mark_not_closed", "[^sim-never-expires"
    ),
    Edit("a mark of nothing", PAGE, inserted("Это так.[^sim-never-expired]"), "unknown_claim", "[^sim-never-expired]"),
)

LINKS = (
    Edit("a page that isn't there", PAGE, inserted("[Вход](../sign-in/by-pasword.md)"), "no_such_page", "by-pasword"),
    Edit("a section that isn't there", PAGE, inserted("[Да](index.md#suport)"), "no_such_anchor", "#suport"),
    Edit("a section of its own that isn't there", PAGE, inserted("[Да](#suport)"), "no_such_anchor", "#suport"),
    Edit("a section without a name", PAGE, inserted("[Да](index.md#)"), "no_such_anchor", "index.md#"),
    Edit("a picture that isn't there", PAGE, inserted("![Экран](screen.png)"), "no_such_picture", "screen.png"),
    Edit("a picture without words", PAGE, picture_without_words, "picture_without_text", "![]("),
    Edit("a picture of no page", PAGE, inserted("![Экран](../_data/screenshot.png)"), "file_not_published", "![Экран]"),
    Edit("a file of no page", PAGE, inserted("[Список](../_data/claims.yml)"), "file_not_published", "claims.yml"),
    Edit("a page of no site", PAGE, inserted("[Список](../_data/new.md)"), "file_not_published", "new.md"),
    Edit("a site without its scheme", PAGE, inserted("[Сайт](www.mts.ru)"), "scheme_missing", "www.mts"),
    Edit("an address without its scheme", PAGE, inserted("[Сайт](login.mts.ru/lk)"), "scheme_missing", "login.mts"),
    Edit("a mail without its scheme", PAGE, inserted("[Письмо](me@mail.example)"), "scheme_missing", "me@mail"),
    Edit("a file that isn't there", PAGE, inserted("[Список](list.pdf)"), "no_such_file", "list.pdf"),
    Edit("a folder", PAGE, inserted("[Вход](../sign-in/)"), "link_to_address", "../sign-in/"),
    Edit("an address of the site", PAGE, inserted("[Вход](/sign-in/)"), "absolute_link", "(/sign-in/)"),
    Edit("a reference to nothing", PAGE, inserted("[Вход][sign-in]"), "unknown_reference", "[sign-in]"),
    Edit("a scheme mistyped", PAGE, inserted("[Сайт](htps://login.mts.ru)"), "unknown_scheme", "htps"),
    Edit("a slash forgotten", PAGE, inserted("[Сайт](https:/login.mts.ru)"), "bad_address", "https:/login"),
    Edit("a telephone with letters", PAGE, inserted("[Звонок](tel:8-800-OO)"), "bad_telephone", "tel:8-800"),
    Edit("a mail without its sign", PAGE, inserted("[Письмо](mailto:mail.example)"), "bad_mail", "mailto:"),
    Edit("a blank within", PAGE, inserted("[Вход] (../sign-in/index.md)"), "space_in_link", "[Вход] ("),
    Edit("a bracket forgotten", PAGE, inserted("[Вход](../sign-in/index.md"), "link_not_closed", "[Вход]("),
    Edit("no address", PAGE, inserted("[Вход]()"), "link_without_target", "[Вход]()"),
    Edit("no words", PAGE, inserted("[](../sign-in/index.md)"), "link_without_text", "[](.."),
    Edit(
        "a comment for words", PAGE, inserted("[<!-- Вход -->](index.md), [`да`](index.md)"), "link_without_text", "[<!"
    ),
    Edit("words in two lines", PAGE, inserted("Это [длинные\nслова](by-pasword.md)."), "no_such_page", "by-pasword"),
    Edit("single quotes", PAGE, inserted("[Вход](by-pasword.md 'Сюда')"), "no_such_page", "by-pasword"),
    Edit("a picture in a link", PAGE, inserted("[![Экран](screen.png)](index.md)"), "no_such_picture", "screen.png"),
    Edit("a reference without a name", PAGE, inserted("[Вход][]"), "unknown_reference", "[Вход][]"),
    Edit("a section named otherwise", PAGE, inserted("## Раз { #one }\n\n[Да](#раз)"), "no_such_anchor", "[Да](#раз)"),
    Edit("a step that isn't there", PAGE, inserted("[Да](#block-lost-sim-hurry)"), "no_such_anchor", "[Да](#block"),
    Edit("a term that isn't there", "docs/about/load.md", inserted("[Да](glossary.md#сим)"), "no_such_anchor", "#сим"),
    Edit("a link in HTML", PAGE, inserted("Это <a href='index.md'>вход</a>."), "address_in_html", "<a href"),
    Edit("a picture in HTML", PAGE, inserted('<img src="screen.png" alt="Экран">'), "address_in_html", "<img"),
    Edit("a film in HTML", PAGE, inserted('<video poster="a.png"></video>'), "blocked_tag", "<video"),
    Edit("a sharp picture", PAGE, inserted('<img srcset="a.png 2x" alt="Экран">'), "address_in_html", "<img"),
    Edit("a bare address of nothing", PAGE, inserted("Вот <https://nowhere>."), "bad_address", "<https://"),
)

CALL = '{{ walkthrough("block-lost-sim") }}'
COMMANDS = (
    Edit("an unknown command", PAGE, inserted('{{ walkthru("x") }}'), "unknown_macro", "walkthru"),
    Edit("an unknown argument", PAGE, inserted("{{ walkthroughs(big=1) }}"), "unknown_argument", "big=1"),
    Edit(
        "one argument too many",
        "docs/registration/by-phone.md",
        replaced('") }}', '", "x") }}'),
        "argument_beside_name",
        ', "x"',
    ),
    Edit("no brackets", PAGE, inserted("{{ walkthroughs }}"), "macro_without_brackets", "{{ walkthroughs }}"),
    Edit("a bracket forgotten", PAGE, inserted("{{ walkthroughs( }}"), "bad_page_macro", "{{ walkthroughs("),
    Edit("one brace", PAGE, inserted("{{ walkthroughs() }"), "bad_page_macro", "{{ walkthroughs()"),
    Edit("curly quotes", PAGE, inserted("{{ walkthrough(“x”) }}"), "curly_in_command", "“x”"),
    Edit("no quotes", PAGE, inserted("{{ walkthrough(register-by-phone) }}"), "name_without_quotes", "(register-by"),
    Edit("a named name", PAGE, inserted('{{ task(slug="x") }}'), "name_without_quotes", "slug="),
    Edit("no name", PAGE, inserted("{{ task() }}"), "name_without_quotes", "task()"),
    Edit(
        "no quotes where a training was",
        "docs/registration/by-phone.md",
        replaced('("register-by-phone")', "(register-by-phone)"),
        "name_without_quotes",
        "(register-by-phone)",
    ),
    Edit(
        "quotes of texts",
        "docs/registration/by-social.md",
        replaced('("register-by-social")', "(«register-by-social»)"),
        "curly_in_command",
        "(«register-by",
    ),
    Edit("a text", PAGE, inserted('{{ "слово" }}'), "not_a_command", '{{ "слово"'),
    Edit("a filter", PAGE, inserted("{{ walkthroughs() | upper }}"), "not_a_command", "| upper"),
    Edit("a statement", PAGE, inserted("{% if true %}да{% endif %}"), "page_statement", "{% if"),
    Edit("an anchor without a blank", PAGE, inserted("## Раздел {#part}"), "bad_page_macro", "{#part}"),
    Edit("within a sentence", PAGE, inserted("Вот {{ walkthroughs() }}"), "command_not_alone", "Вот {{"),
    Edit("no empty line", PAGE, inserted("Вот:\n{{ walkthroughs() }}"), "command_in_paragraph", "{{ walkthroughs"),
    Edit("an unknown walkthrough", PAGE, inserted('{{ walkthrough("sign-inn") }}'), "unknown_walkthrough", "sign-inn"),
)

MENU = (
    Edit(
        "a page twice in the menu",
        SETTINGS,
        replaced("  - Тренировки: practice.md", "  - Тренировки: practice.md\n  - Снова: practice.md"),
        "page_twice_in_menu",
        "Снова",
    ),
    Edit(
        "a page mistyped in the menu",
        SETTINGS,
        replaced("  - Тренировки: practice.md", "  - Тренировки: practice.md\n  - Снова: practise.md"),
        "menu_page_missing",
        "Снова",
    ),
    Edit(
        "a page missing from the menu",
        SETTINGS,
        replaced("      - Словарь: about/glossary.md\n", ""),
        "page_not_in_menu",
        1,
        "docs/about/glossary.md",
    ),
    Edit(
        "no page in the menu",
        SETTINGS,
        replaced("  - Тренировки: practice.md", "  - Тренировки: practice.md\n  - Снова:"),
        "menu_entry_empty",
        "Снова",
    ),
    Edit(
        "two entries in one",
        SETTINGS,
        replaced("  - Тренировки: practice.md", "  - Тренировки: practice.md\n    Снова: https://login.mts.ru/"),
        "menu_entry_of_two",
        "- Тренировки",
    ),
    Edit(
        "no card",
        "docs/index.md",
        replaced("registration/profile.md", "practice.md"),
        "card_missing",
        1,
        "docs/registration/profile.md",
    ),
    Edit(
        "no subject",
        "docs/_data/subjects.yml",
        replaced("    - features/options.md\n", ""),
        "subject_missing",
        1,
        "docs/features/options.md",
    ),
    Edit(
        "a page of a place mistyped",
        "walkthroughs/cabinet/places.yml",
        replaced("page: features/options.md", "page: features/option.md"),
        "unknown_page",
        "page: features/option.md",
    ),
    Edit(
        "a page of a harm mistyped",
        "walkthroughs/tasks/fast-money.yml",
        replaced("page: features/options.md", "page: features/option.md"),
        "unknown_page",
        "page: features/option.md",
    ),
    Edit("no advice", "docs/_data/article.yml", without_all("when-no-code-comes"), "advice_missing", 1, CODE),
    Edit("an unknown source", PHONE, header("source", 'source: "2.7"'), "unknown_source", "source:"),
)

SITE = (
    Edit("a bracket in the settings", SETTINGS, replaced("theme:", "theme: ["), "bracket_not_closed", "theme: ["),
    Edit("a tab in the settings", SETTINGS, replaced("  name: material", "\tname: material"), "tab_in_yaml", "\tname"),
    Edit("settings twice", SETTINGS, replaced("theme:", "docs_dir: docs\ntheme:"), "duplicate_key", -1),
    Edit("an unknown setting", SETTINGS, replaced("copyright:", "copyrights:"), "unknown_key", "copyrights"),
    Edit("an unknown theme", SETTINGS, replaced("name: material", "name: materal"), "unknown_theme", "materal"),
    Edit(
        "an unknown key of the theme", SETTINGS, replaced("  language: ru", "  langage: ru"), "unknown_key", "langage"
    ),
    Edit("another language", SETTINGS, replaced("  language: ru", "  language: rus"), "not_russian", "language:"),
    Edit(
        "an unknown feature",
        SETTINGS,
        replaced("- navigation.tabs", "- navigation.tab"),
        "unknown_feature",
        "navigation.tab\n",
    ),
    Edit(
        "an unknown icon",
        SETTINGS,
        replaced("material/school-outline", "material/schol-outline"),
        "unknown_icon",
        "schol",
    ),
    Edit("an unknown plugin", SETTINGS, replaced("  - search:", "  - serch:"), "unknown_plugin", "serch"),
    Edit("a plugin left out", SETTINGS, replaced("  - guide  #", "  #"), "plugin_missing", "plugins:"),
    Edit("an option of a plugin", SETTINGS, replaced("on_undefined:", "on_undefind:"), "unknown_option", "on_undefind"),
    Edit("an unknown extension", SETTINGS, replaced("- attr_list", "- atr_list"), "unknown_extension", "atr_list"),
    Edit(
        "an unknown module",
        SETTINGS,
        replaced("macros.markdown.tables", "macros.markdown.table"),
        "unknown_extension",
        "markdown.table\n",
    ),
    Edit(
        "an option of an extension", SETTINGS, replaced("permalink_title", "permalink_titel"), "unknown_option", "titel"
    ),
    Edit(
        "a sheet that isn't there", SETTINGS, replaced("styles/tabs.css", "styles/tab.css"), "no_such_asset", "tab.css"
    ),
    Edit(
        "a script that isn't there",
        SETTINGS,
        replaced("assets/search.js", "assets/serch.js"),
        "no_such_asset",
        "serch.js",
    ),
    Edit(
        "a link to nowhere",
        SETTINGS,
        replaced("at: not_found, url: practice/", "at: not_found, url: practise/"),
        "unknown_address",
        "practise/",
    ),
    Edit(
        "a link to no section",
        SETTINGS,
        replaced("at: foot, url: deceived/", "at: foot, url: deceived/#calls"),
        "no_such_anchor",
        "deceived/#calls",
    ),
    Edit("a link without a place", SETTINGS, replaced("at: header", "at: head"), "unknown_place", "at: head,"),
    Edit(
        "two options in an entry",
        SETTINGS,
        replaced("  - abbr\n", "  - abbr: {}\n    tables: {}\n"),
        "bad_entry",
        "- abbr",
    ),
    Edit("an entry without a title", SETTINGS, replaced("  - Тренировки:", "  - '':"), "menu_title_empty", "- '':"),
    Edit(
        "a folder that isn't there",
        SETTINGS,
        replaced("custom_dir: macros/theme", "custom_dir: macros/them"),
        "no_such_folder",
        "custom_dir: macros/them",
    ),
    Edit(
        "a template that isn't there", SETTINGS, replaced("trainer.html", "trener.html"), "no_such_template", "trener"
    ),
    Edit("an unknown rule", SETTINGS, replaced("anchors: warn", "anchors: warm"), "unknown_level", "warm"),
    Edit(
        "rules that aren't there",
        SETTINGS,
        replaced("simulation:SIMULATION", "simulation:SIM"),
        "no_simulation",
        ":SIM",
    ),
    Edit("a menu that isn't a list", SETTINGS, replaced("nav:\n", "nav: да\nextra_templates:\n"), "not_a_list", "nav:"),
    Edit("the settings in CP1251", SETTINGS, written(lambda text: text.encode("cp1251", "replace")), "file_is_cp1251"),
)

EDITS = (*FILES, *HEADERS, *PAGES, *LINKS, *COMMANDS, *MENU, *SITE)
