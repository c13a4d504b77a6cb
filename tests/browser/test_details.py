"""The call details in a real Chromium: the table, the chart, the file."""

from playwright.sync_api import Page, expect

from tests.support.accessibility import Scheme, accessibility_faults, leave_few_entries, show_scheme
from tests.support.browser_steps import PHONE, SMALL, at_step, fill, only_with_javascript, press, unfold, widget
from tests.support.states import reach

DETAILS = "/features/call-details/"


def show_june(page: Page) -> None:
    page.goto(DETAILS)
    fill(page, "С какого дня", "1 июня 2025")
    fill(page, "По какой день", "30062025")
    press(page, "Всё")
    at_step(page, "find-charge")


def test_call_details_from_the_period_to_the_file(page: Page) -> None:
    page.goto(DETAILS)
    fill(page, "С какого дня", "01.06.2025")
    fill(page, "По какой день", "31.06.2025")
    press(page, "Всё")
    expect(page.get_by_role("alert")).to_contain_text("Такого дня нет.")
    expect(page.get_by_label("По какой день")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("С какого дня")).to_have_value("01.06.2025")
    fill(page, "По какой день", "30.06.25")
    press(page, "Только платное")
    at_step(page, "find-charge")
    press(page, "Другой период")
    at_step(page, "pick-period")
    fill(page, "С какого дня", "01.06.2025")
    fill(page, "По какой день", "30.06.2025")
    press(page, "Всё")
    expect(page.locator(".step--done").first).to_contain_text("С какого дня: 01.06.2025 По какой день: 30.06.2025 Всё")
    totals, paid, everything = (page.locator(".screen .ledger").nth(place) for place in range(3))
    expect(totals.locator("tr", has_text="Гороскоп дня")).to_contain_text("149,00 ₽")
    expect(totals.locator("tfoot")).to_contain_text("597,50 ₽")
    expect(paid).to_contain_text("Плата за опцию «Гороскоп дня»")
    expect(everything).to_be_hidden()
    unfold(page.get_by_text("Все строки:"))
    expect(everything.locator("tbody tr").first).to_be_visible()
    rows = everything.locator("tbody tr").count()
    press(page, "Плата за тариф")
    expect(page.get_by_role("alert")).to_contain_text("Об этой трате Иван знает.")
    press(page, "Гороскоп дня")
    at_step(page, "download")
    with page.expect_download() as begun:
        page.get_by_role("link", name="Скачать таблицу").click()
    assert begun.value.suggested_filename == "detalizatsiya.csv"
    text = begun.value.path().read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == rows + 1
    at_step(page, "download")
    fill(page, "Когда последний раз списали за «Гороскоп дня»?", "5 июня")
    press(page, "Проверить")
    expect(page.get_by_role("alert")).to_contain_text("Последний раз списали в другой день.")
    fill(page, "Когда последний раз списали за «Гороскоп дня»?", "20 июня")
    press(page, "Проверить")
    expect(widget(page)).to_have_attribute("data-status", "done")
    expect(page.locator(".finish")).to_contain_text("Вы нашли, куда уходят деньги")


@only_with_javascript
def test_whoever_cannot_open_the_file_can_go_on(page: Page) -> None:
    reach(page, "view-call-details", "download")
    press(page, "Файл не открывается")
    expect(widget(page)).to_have_attribute("data-status", "done")


@only_with_javascript
def test_the_chart_says_in_words_what_the_table_says_in_figures(page: Page) -> None:
    show_june(page)
    chart = page.get_by_role("img", name="Куда ушли деньги")
    said = chart.locator("desc").inner_html().replace("&nbsp;", " ").replace("\u00a0", " ")
    table = page.locator(".screen .ledger").first
    spent = {}
    for row in table.locator("tbody tr").all():
        cells = row.locator("th, td").all_inner_texts()
        spent[cells[0].replace("\u00a0", " ").strip()] = cells[-1].replace("\u00a0", " ").strip()
    paid = {name: money for name, money in spent.items() if money != "0,00 ₽"}
    assert sorted(said.strip(". ").split("; ")) == sorted(f"{name} — {money}" for name, money in paid.items())
    widths = [float(str(bar.get_attribute("width")).rstrip("%")) for bar in chart.locator(".chart__bar").all()]
    amounts = sorted((float(money.split(" ")[0].replace(",", ".")) for money in paid.values()), reverse=True)
    assert widths == [round(100 * amount / amounts[0], 1) for amount in amounts]


@only_with_javascript
def test_the_details_have_no_accessibility_fault(page: Page) -> None:
    show_june(page)
    unfold(page.get_by_text("Все строки:"))
    leave_few_entries(page, ".screen")
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        show_scheme(page, scheme)
        assert accessibility_faults(page, scheme, "section.walkthrough") == []


@only_with_javascript
def test_what_looks_like_a_list_on_a_phone_is_still_said_to_be_a_table(page: Page) -> None:
    page.set_viewport_size(PHONE)
    show_june(page)
    table = page.locator(".screen .ledger").first
    expect(table.locator("tbody tr").first).to_have_css("display", "grid")
    for parts in ("thead th", "tbody th", "td", "tr", "tbody"):
        assert {part.get_attribute("role") for part in table.locator(parts).all()} <= {
            "columnheader",
            "rowheader",
            "cell",
            "row",
            "rowgroup",
        }, parts


@only_with_javascript
def test_the_details_fit_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    show_june(page)
    unfold(page.get_by_text("Все строки:"))
    for size in (PHONE, SMALL):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        for text in page.locator(".chart text").all():
            box = text.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size["width"]
