"""Each walkthrough stands on exactly one page, and pages call nothing that there isn't.

What the editor reads about it is in ``broken`` (see `test_loader`).
"""

from pathlib import Path

import pytest

from macros.editors.embeddings import Embedding, find_embeddings, read_calls
from macros.editors.source_files import read_pages

Found = tuple[dict[str, Embedding], list[tuple[str, int, str, str]]]


def find(place: Path, slugs: tuple[str, ...], **pages: str) -> Found:
    docs = place / "docs"
    for name, text in pages.items():
        path = docs / (name.replace("__", "/") + ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    calls = read_calls(read_pages(docs))
    embeddings, wrong = find_embeddings(calls, slugs)
    errors = [*calls.errors, *wrong]
    return embeddings, [(error.path, error.line, error.kind, dict(error.values)["name"]) for error in errors]


def test_the_page_and_line_of_each_walkthrough_are_found(tmp_path: Path) -> None:
    pages = {"a": '# А\n\n{{ walkthrough("one") }}\n', "folder__b": "{{ walkthrough('two') }} {{ walkthroughs() }}"}
    assert find(tmp_path, ("one", "two"), **pages) == (
        {"one": Embedding("one", "a.md", 3), "two": Embedding("two", "folder/b.md", 1)},
        [],
    )


def test_pages_without_macros_are_right(tmp_path: Path) -> None:
    assert find(tmp_path, (), a="# Просто страница\n\n{ .sources }\n\n```\n}}\n```\n") == ({}, [])


def test_the_macros_that_are_called_are_known(tmp_path: Path) -> None:
    """What they show must be there; what none of them shows needn't be."""
    (tmp_path / "a.md").write_text("{{ related_articles() }} {{ walkthroughs }}", encoding="utf-8")
    (tmp_path / "b.md").write_text("{{ walkthrough('one') }}", encoding="utf-8")
    assert read_calls(read_pages(tmp_path)).called == {"related_articles": ["a.md"], "walkthrough": ["b.md"]}


@pytest.mark.parametrize("name", ["walkthroughs", "article_instructions", "related_articles", "actions_reference"])
def test_the_other_macros_may_be_called_anywhere(name: str, tmp_path: Path) -> None:
    call = f"{{{{ {name}() }}}}\n"
    assert find(tmp_path, (), a=call * 2, b=call) == ({}, [])


def test_an_unknown_walkthrough_is_named_with_its_place(tmp_path: Path) -> None:
    _, errors = find(tmp_path, (), folder__a='\n\n{{ walkthrough("one") }}\n')
    assert errors == [("docs/folder/a.md", 3, "unknown_walkthrough", "one")]


@pytest.mark.parametrize("call", ["walkthrough(one)", "walkthrough( one )", "walkthrough(slug='one')"])
def test_a_walkthrough_must_be_named_in_so_many_words(call: str, tmp_path: Path) -> None:
    _, errors = find(tmp_path, ("one",), a=f"{{{{ {call} }}}}")
    assert [(line, kind) for _, line, kind, _ in errors] == [(1, "name_without_quotes")]


@pytest.mark.parametrize("call", ["walkthrough()", "walkthrough(1)"])
def test_where_none_is_named_none_is_shown(call: str, tmp_path: Path) -> None:
    _, errors = find(tmp_path, ("one",), a=f"{{{{ {call} }}}}")
    assert [(line, kind) for _, line, kind, _ in errors] == [(1, "name_without_quotes"), (1, "not_embedded")]


def test_the_second_page_of_a_walkthrough_is_the_wrong_one(tmp_path: Path) -> None:
    call = '{{ walkthrough("one") }}\n'
    found, errors = find(tmp_path, ("one",), a=call, b="\n" + call, c=call)
    assert found == {"one": Embedding("one", "a.md", 1)}
    assert errors == [("docs/b.md", 2, "embedded_twice", "one"), ("docs/c.md", 1, "embedded_twice", "one")]


def test_twice_on_one_page_is_too_much_as_well(tmp_path: Path) -> None:
    _, errors = find(tmp_path, ("one",), a='{{ walkthrough("one") }}\n\n{{ walkthrough("one") }}\n')
    assert errors == [("docs/a.md", 3, "embedded_twice", "one")]


def test_walkthroughs_on_no_page_are_named_by_their_files(tmp_path: Path) -> None:
    _, errors = find(tmp_path, ("two", "one", "three"), a='{{ walkthrough("one") }}')
    assert errors == [
        ("walkthroughs/three.yml", 1, "not_embedded", "three"),
        ("walkthroughs/two.yml", 1, "not_embedded", "two"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('\n{{ walkthrough("one" }}\n', 2),
        ('\n\n{{ walkthrough("one) }}\n', 3),
        ("Текст\n\n## Заголовок {#id}\n\nТекст\n", 3),
        ("\n{% если %}\n", 2),
        ('{{ walkthrough("one") }\n', 1),
    ],
    ids=["bracket", "quote", "comment", "statement", "one brace"],
)
def test_braces_that_cannot_be_read_are_a_mistake(text: str, line: int, tmp_path: Path) -> None:
    _, errors = find(tmp_path, (), a=text)
    assert errors == [("docs/a.md", line, "bad_page_macro", "")]


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ('\n{{ walkthru("one") }}', "walkthru", 2),
        ("{{ range(3) }}", "range", 1),
        ("\n{% if lipsum %}Текст{% endif %}", "lipsum", 2),
        ("\n\n{{ misspelt }}", "misspelt", 3),
        ("{{ page.title }}", "page", 1),
    ],
)
def test_pages_call_nothing_else(text: str, name: str, line: int, tmp_path: Path) -> None:
    _, errors = find(tmp_path, (), a=text)
    assert errors == [("docs/a.md", line, "unknown_macro", name)]


def test_a_call_without_its_brackets_is_a_mistake(tmp_path: Path) -> None:
    """Jinja would print the function into the page."""
    _, errors = find(tmp_path, (), a="{{ walkthroughs() }}\n{{ related_articles }}")
    assert errors == [("docs/a.md", 2, "macro_without_brackets", "related_articles")]


def test_a_call_of_something_else_is_no_walkthrough(tmp_path: Path) -> None:
    assert find(tmp_path, (), a='{{ "текст".upper() }} {{ walkthroughs()() }}') == ({}, [])


def test_the_mistakes_of_all_pages_are_told_at_once(tmp_path: Path) -> None:
    pages = {"c": "{{ walkthru() }}", "a": "{{ walkthrough('ten') }}\n{{ x() }}", "b": "{{ ( }}"}
    _, errors = find(tmp_path, ("one",), **pages)
    assert {(path, kind) for path, _, kind, _ in errors} == {
        ("docs/a.md", "unknown_walkthrough"),
        ("docs/a.md", "unknown_macro"),
        ("docs/b.md", "bad_page_macro"),
        ("docs/c.md", "unknown_macro"),
        ("walkthroughs/one.yml", "not_embedded"),
    }


def test_what_a_page_that_cannot_be_read_seems_to_show_is_not_missed(tmp_path: Path) -> None:
    """That it can't be read is told, and nothing that only follows from it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_bytes('# Страница\n{{ walkthrough("one") }}'.encode("cp1251"))
    (tmp_path / "docs" / "b.md").write_text('{{ walkthrough("two") }', encoding="utf-8")
    _, errors = find(tmp_path, ("one", "two", "three"))
    assert errors == [("docs/b.md", 1, "bad_page_macro", ""), ("walkthroughs/three.yml", 1, "not_embedded", "three")]
