"""Edits that are right, each of its kind: what an editor changes in pages, menu, words, walkthroughs and data."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SETTINGS = "mkdocs.yml"
BEFORE = "      - Нагрузка и сбои: about/load.md\n"
"""The line of the menu behind which new pages come."""


@dataclass(frozen=True)
class Edited:
    """The files that have changed, and the address of a page that shows it, if one does."""

    files: set[Path]
    page: str = ""


RightEdit = Callable[[Path, str], Edited]
"""Writes a word somewhere in a tree."""


def replace(path: Path, old: str, new: str) -> Path:
    """Write the file with another text in the first place that matches."""
    text, found = re.subn(old, new, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert found, f"{path}: {old}"
    path.write_text(text, encoding="utf-8")
    return path


def page(tree: Path, word: str) -> Edited:
    path = tree / "docs/security/index.md"
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n\nЭто {word}.\n", encoding="utf-8")
    return Edited({path}, "security/")


def title(tree: Path, word: str) -> Edited:
    path = replace(tree / "docs/security/change-password.md", "^title: .*", f"title: Пароль, {word}")
    return Edited({path}, "security/change-password/")


def heading(tree: Path, word: str) -> Edited:
    return Edited({replace(tree / "docs/security/fraud.md", "^# .*", f"# Мошенники, {word}")}, "security/fraud/")


def first_page_of_a_chapter(tree: Path, word: str) -> Edited:
    """Its title isn't in the menu's file."""
    path = replace(tree / "docs/recovery/index.md", "^title: .*", f"title: Доступ, {word}")
    return Edited({path}, "recovery/")


def chapter(tree: Path, word: str) -> Edited:
    """One of the menu."""
    path = replace(tree / SETTINGS, r"^  - .*:\n      - features/index.md", f"  - {word}:\n      - features/index.md")
    return Edited({path}, "features/balance/")


def menu(tree: Path, word: str) -> Edited:
    path = replace(tree / SETTINGS, "^  - .*: practice.md", f"  - Тренировки, {word}: practice.md")
    return Edited({path}, "security/")


def order(tree: Path, _: str) -> Edited:
    """Of two pages in the menu, the second comes first."""
    line = r"(      - .*: recovery/.*\n)"
    return Edited({replace(tree / SETTINGS, f"^{line}{line}", r"\2\1")})


def new_page(tree: Path, word: str) -> Edited:
    """A page of plain text, with its entry in the menu."""
    name = f"new-{len(list((tree / 'docs/about').glob('new-*')))}"
    return Edited({add_page(tree, name, f"Новая страница {word}"), tree / SETTINGS}, f"about/{name}/")


def add_page(tree: Path, name: str, title_: str) -> Path:
    """The page's file."""
    text = (tree / "docs/about/load.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    described = f"{title_}, которая нужна только для того, чтобы измерить, как быстро видна правка на сайте."
    path = tree / f"docs/about/{name}.md"
    path.write_text(f"---\ntitle: {title_}\ndescription: {described}\n---\n{text}", encoding="utf-8")
    replace(tree / SETTINGS, re.escape(BEFORE), f"{BEFORE}      - {title_}: about/{name}.md\n")
    return path


def renamed_page(tree: Path, word: str) -> Edited:
    """One that was added, or a new one."""
    added = sorted((tree / "docs/about").glob("new-*"))
    if not added:
        return new_page(tree, word)
    target = added[0].with_name(f"new-{word}.md")
    added[0].rename(target)
    replace(tree / SETTINGS, f"about/{added[0].name}", f"about/{target.name}")
    return Edited({added[0], target, tree / SETTINGS}, f"about/new-{word}/")


def removed_page(tree: Path, word: str) -> Edited:
    """The same."""
    added = sorted((tree / "docs/about").glob("new-*"))
    if not added:
        return new_page(tree, word)
    added[0].unlink()
    replace(tree / SETTINGS, rf"^ *- .*: about/{re.escape(added[0].name)}\n", "")
    return Edited({added[0], tree / SETTINGS})


def hidden_from_the_search(tree: Path, word: str) -> Edited:
    """And found again by the next such edit."""
    path = tree / "docs/recovery/new-number.md"
    text = path.read_text(encoding="utf-8")
    line = "search: {exclude: true}\n"
    path.write_text(text.replace(line, "") if line in text else text.replace("title:", f"{line}title:", 1), "utf-8")
    return Edited({path})


def wording(tree: Path, word: str) -> Edited:
    path = replace(tree / "walkthroughs/wording/guide.yml", "^  trainer.badge: .*", f"  trainer.badge: Учебное, {word}")
    return Edited({path}, "registration/by-phone/")


def walkthrough(tree: Path, word: str) -> Edited:
    path = replace(tree / "walkthroughs/register-by-phone.yml", "^    say: .*", f"    say: Откройте сайт, {word}")
    return Edited({path}, "registration/by-phone/")


def title_of_a_walkthrough(tree: Path, word: str) -> Edited:
    path = replace(tree / "walkthroughs/change-tariff.yml", "^title: .*", f"title: Смена тарифа, {word}")
    return Edited({path}, "practice/")


def task(tree: Path, word: str) -> Edited:
    path = replace(tree / "walkthroughs/tasks/fast-money.yml", "^story: .*", f"story: У Ивана уходят деньги, {word}.")
    return Edited({path}, "check/fast-money/")


def place(tree: Path, word: str) -> Edited:
    path = replace(tree / "walkthroughs/cabinet/places.yml", "^  title: .*", f"  title: Начало, {word}")
    return Edited({path}, "cabinet/")


def subject(tree: Path, word: str) -> Edited:
    return Edited({replace(tree / "docs/_data/subjects.yml", "^- subject: .*", f"- subject: Пароль {word}")})


def synonym(tree: Path, word: str) -> Edited:
    path = tree / "docs/_data/synonyms.yml"
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n{word}: [{word}да]\n", encoding="utf-8")
    return Edited({path})


def term(tree: Path, word: str) -> Edited:
    path = replace(tree / "docs/about/glossary.md", "^Баланс\n:   .*", f"Баланс\n:   Деньги на счёте, {word}.")
    return Edited({path}, "about/glossary/")


def template(tree: Path, word: str) -> Edited:
    foot = tree / "macros/theme/foot.html"
    foot.write_text(f"{foot.read_text(encoding='utf-8')}<p>{word}</p>\n", encoding="utf-8")
    return Edited({foot}, "security/")


def style(tree: Path, word: str) -> Edited:
    path = tree / "docs/assets/styles/show.css"
    path.write_text(f"{path.read_text(encoding='utf-8')}/* {word} */\n", encoding="utf-8")
    return Edited({path})


def picture(tree: Path, word: str) -> Edited:
    """A new one on a page."""
    path = tree / f"docs/security/{word}.png"
    shutil.copy(tree / "docs/_data/screenshot.png", path)
    shown = tree / "docs/security/index.md"
    shown.write_text(f"{shown.read_text(encoding='utf-8').rstrip()}\n\n![{word}]({path.name})\n", encoding="utf-8")
    return Edited({path, shown}, "security/")


MEASURED: dict[str, RightEdit] = {
    "page": page,
    "wording": wording,
    "walkthrough": walkthrough,
    "template": template,
    "menu": menu,
    "title": title,
    "heading": heading,
    "new page": new_page,
}
"""What `make bench` times."""

RIGHT_EDITS: tuple[RightEdit, ...] = (
    *MEASURED.values(),
    *(chapter, first_page_of_a_chapter, order, renamed_page, removed_page, hidden_from_the_search),
    *(title_of_a_walkthrough, task, place, subject, synonym, term, style, picture),
)
