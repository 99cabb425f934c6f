"""The first ten minutes of each role, clicked through in both languages (stories of a new user's questions)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rashinban.access.pages.wordbook import word
from rashinban.access.serialisers.display import Language

Opened = Callable[..., Any]
LANGUAGES: tuple[Language, ...] = ("en", "ja")

pytestmark = [pytest.mark.parametrize("language", LANGUAGES), pytest.mark.timeout(120)]


def follow(page: Any, name: str, language: Language, **values: object) -> None:
    """Click the link that a reader sees under this text."""
    go(page, page.get_by_role("link", name=word(name, language, **values), exact=True).first)


def go(page: Any, link: Any) -> None:
    """Click a link and wait for its page: what is counted on it is counted at once, however busy the machine is."""
    with page.expect_navigation():
        link.click()


def titled(page: Any) -> str:
    return str(page.locator("h1").inner_text())


def test_an_analyst_goes_from_the_question_to_the_works_behind_the_number(opened: Opened, language: Language) -> None:
    page = opened(f"/?lang={language}")
    area = {"en": "Quantum information science", "ja": "量子情報科学"}[language]
    country = {"en": "Japan", "ja": "日本"}[language]
    follow(page, "ask_area", language, country=country, area=area)
    assert area in titled(page)
    # The answer stands in the first screenful, with its doubt.
    assert page.locator(".lead").bounding_box()["y"] < 400
    go(page, page.locator("td a[href*='/card/']").first)
    assert page.locator(".headline strong").inner_text() != ""
    assert "rashinban card " in page.locator("#rebuild + pre").inner_text()
    go(page, page.locator("nav.tools a.strong"))
    rows = page.locator("main table tbody tr")
    assert rows.count() > 0
    go(page, page.locator("main table tbody th a").first)
    assert "/work/W" in page.url and f"lang={language}" in page.url


def test_an_analyst_sorts_the_table_of_areas_by_a_country(opened: Opened, language: Language) -> None:
    page = opened(f"/?lang={language}")
    follow(page, "menu_superiority", language)
    assert page.locator("main table tbody tr").count() == 20
    before = page.locator("main table tbody tr th").all_inner_texts()
    go(page, page.locator("main table thead a[href*='order=']").nth(1))
    assert "order=" in page.url
    after = page.locator("main table tbody tr th").all_inner_texts()
    assert sorted(after) == sorted(before) and after != before


def test_an_analyst_sees_strengths_and_gaps_of_a_country(opened: Opened, language: Language) -> None:
    page = opened(f"/country/US?lang={language}")
    assert {"en": "United States", "ja": "米国"}[language] in titled(page)
    assert page.locator("figure svg").count() >= 1
    assert page.locator("main table").count() >= 1


def test_an_analyst_compares_two_countries(opened: Opened, language: Language) -> None:
    page = opened(f"/?lang={language}")
    follow(page, "menu_compare", language)
    assert page.locator("main table tbody tr").count() >= 20


def test_what_changed_since_the_last_release(opened: Opened, language: Language) -> None:
    page = opened(f"/?lang={language}")
    follow(page, "menu_releases", language)
    assert page.locator("tr[aria-current] th a").count() == 1
    page.goto(page.url.replace("/releases", "/releases/diff"))
    assert word("diff_same", language) in page.locator("main").inner_text()


def test_an_administrator_finds_the_institution_and_its_figures(opened: Opened, language: Language) -> None:
    page = opened(f"/search?kind=institutions&lang={language}")
    go(page, page.locator("main a[href^='/institution/']").first)
    assert "/institution/I" in page.url
    assert page.locator("main a[href*='/card/p']").count() >= 1


def test_full_and_fractional_counting_are_two_cards(opened: Opened, language: Language) -> None:
    page = opened(f"/card/p?country=US&lang={language}")
    fractional = page.locator(".headline strong").inner_text()
    page.goto(page.url.replace("country=US", "country=US&counting=full"))
    assert page.locator(".headline strong").inner_text() != fractional
    full = {"en": "full counting", "ja": "整数カウント"}[language]
    assert full in page.locator("#definition ~ dl").first.inner_text()


def test_a_librarian_sees_what_came_in_and_what_was_refused(opened: Opened, language: Language) -> None:
    page = opened(f"/?lang={language}")
    follow(page, "menu_imports", language)
    cells = [text.replace(",", "") for text in page.locator("main tbody tr").first.locator("td").all_inner_texts()]
    _, records, kept, refused = map(int, cells)
    assert records == kept + refused > 0
    go(page, page.locator("main tbody a").first)
    assert word("refused_why", language) in page.locator("main").inner_text()


def test_a_doi_leads_straight_to_its_record(opened: Opened, language: Language) -> None:
    page = opened(f"/records/p?country=US&lang={language}")
    doi = page.locator("main td a[href^='https://doi.org/']").first.inner_text()
    box = page.locator("#q")
    box.fill(f"https://doi.org/{doi}")
    with page.expect_navigation():
        box.press("Enter")
    assert page.locator("main a[href^='/work/W']").count() >= 1
    assert word("search_direct", language) in page.locator("main").inner_text()


def test_a_researcher_finds_her_record_and_no_score_of_her(opened: Opened, language: Language) -> None:
    page = opened(f"/search?kind=authors&lang={language}")
    go(page, page.locator("main a[href^='/author/']").first)
    text = page.locator("main").inner_text()
    assert not re.search(r"(h-index|h指数|[Rr]ank(ed)?|順位)\W{0,3}\d", text)
    data = json.loads(page.locator("script[type='application/ld+json']").first.text_content())
    assert data["@type"] == "Person"


def test_an_officer_finds_the_works_that_name_an_award(opened: Opened, language: Language) -> None:
    page = opened(f"/search?kind=awards&lang={language}")
    go(page, page.locator("main a[href^='/award/']").first)
    assert page.locator("main a[href^='/work/W']").count() >= 1


def test_a_citizen_takes_the_table_behind_a_chart_and_cites_it(
    opened: Opened, language: Language, tmp_path: Path
) -> None:
    page = opened(f"/card/p?country=JP&lang={language}")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    target = tmp_path / "card.csv"
    download.value.save_as(target)
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert {row["part"] for row in rows} == {"ranking", "trend"}
    assert any(row["ja"] == "日本" and float(row["lower"]) <= float(row["value"]) for row in rows)
    assert "Rashinban" in page.locator("#cite + p").inner_text()
    follow(page, "card_method", language)
    assert word("indicator_example", language) in page.locator("main").inner_text()


def test_the_permanent_address_gives_the_same_number(opened: Opened, language: Language) -> None:
    page = opened(f"/card/pp_top_10?country=US&lang={language}")
    number = page.locator(".headline").inner_text()
    follow(page, "card_permanent", language)
    assert "/card/pp_top_10/country=US;" in page.url
    assert page.locator(".headline").inner_text() == number


def test_a_search_without_hits_says_what_to_do(opened: Opened, language: Language) -> None:
    page = opened(f"/search?q=zzzxqy&lang={language}")
    assert "rashinban fetch" in page.locator("main").inner_text()


def test_the_language_is_switched_and_the_selection_stays(opened: Opened, language: Language) -> None:
    page = opened(f"/card/p?country=US&year=2015..2020&lang={language}")
    go(page, page.locator("nav.languages a"))
    other = "ja" if language == "en" else "en"
    assert page.locator("html").get_attribute("lang") == other
    assert "country=US" in page.url and "year=2015..2020" in page.url


def test_everything_is_reached_with_the_keyboard(opened: Opened, language: Language) -> None:
    page = opened(f"/?lang={language}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_pages_need_no_script(opened: Opened, language: Language) -> None:
    page = opened(f"/country/US?lang={language}", java_script_enabled=False)
    assert page.locator("figure svg").count() >= 1
    assert page.locator("main table").count() >= 1
