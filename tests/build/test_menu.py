"""The menu says what subject a walkthrough belongs to, and in what order they stand."""

from pathlib import Path
from typing import Any

from macros.editors.embeddings import Embedding
from macros.pages.menu import address_of, menu_sections
from sandbox.content import Content
from sandbox.engine.progress import MenuSection
from sandbox.web.site import Site
from tests.support.at_once import at_once

NAV: list[Any] = [
    {"Главная": "index.md"},
    {"Вход": ["sign-in/index.md", {"Пароль": "sign-in/password.md"}, {"Ещё": ["sign-in/a.md", {"Б": "sign-in/b.md"}]}]},
    {"Возможности": ["features/index.md"]},
    "practice.md",
]


def embedded(**pages: tuple[str, int]) -> dict[str, Embedding]:
    return {slug: Embedding(slug, page, line) for slug, (page, line) in pages.items()}


def test_a_section_has_the_walkthroughs_of_its_pages_in_the_menus_order() -> None:
    found = menu_sections(
        NAV,
        embedded(
            b=("sign-in/b.md", 1), a=("sign-in/a.md", 1), password=("sign-in/password.md", 9), way=("index.md", 3)
        ),
    )
    assert found == (
        MenuSection("Главная", {"way": ""}),
        MenuSection("Вход", {"password": "sign-in/password/", "a": "sign-in/a/", "b": "sign-in/b/"}),
    )
    assert list(found[1].pages) == ["password", "a", "b"]


def test_on_one_page_they_stand_as_on_the_page() -> None:
    (subject,) = menu_sections(NAV, embedded(low=("practice.md", 20), high=("practice.md", 2)))
    assert list(subject.pages) == ["high", "low"]


def test_a_page_outside_the_menu_has_no_subject() -> None:
    assert menu_sections(NAV, embedded(lost=("lost.md", 1))) == ()


@at_once(("page", "address"), [("index.md", ""), ("a/index.md", "a/"), ("a/b.md", "a/b/"), ("c.md", "c/")])
def test_a_page_is_seen_at_its_address(page: str, address: str) -> None:
    assert address_of(page) == address


def test_the_sandbox_reads_the_same_from_the_built_site(site: Path, content: Content) -> None:
    subjects = Site(site).menu()
    assert [subject.title for subject in subjects][:2] == ["Регистрация", "Вход"]
    assert sorted(slug for subject in subjects for slug in subject.pages) == sorted(content.walkthroughs)
    for subject in subjects:
        for slug, address in subject.pages.items():
            assert f'data-walkthrough="{slug}"' in (site / address / "index.html").read_text(encoding="utf-8")
