"""Two countries: who is ahead follows from both intervals, and is not said of few works."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast

import pytest
from fastapi import Request
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.api import Base
from rashinban.access.pages.compare import Asked, headline, verdict
from rashinban.access.pages.page import Page
from rashinban.access.selection import Selection
from rashinban.access.serialisers.display import Language
from rashinban.definitions.areas import areas
from rashinban.measure.answer import Measured


def seen(value: float, lower: float | None, upper: float | None, works: int = 100) -> Measured:
    return Measured(value=value, lower=lower, upper=upper, works=works)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (seen(0.5, 0.4, 0.6), seen(0.2, 0.1, 0.3), "first"),
        (seen(0.2, 0.1, 0.3), seen(0.5, 0.4, 0.6), "second"),
        # Intervals that touch overlap.
        (seen(0.5, 0.4, 0.6), seen(0.3, 0.2, 0.4), "same"),
        (seen(0.5, None, None), seen(0.1, 0.1, 0.1), "same"),
        (seen(0.5, 0.4, 0.6, works=29), seen(0.1, 0.1, 0.1), "few"),
        (seen(0.5, 0.4, 0.6), None, "few"),
    ],
)
def test_who_is_ahead(first: Measured | None, second: Measured | None, said: str) -> None:
    assert verdict(first, second) == said


def headline_of(language: Language, pairs: Mapping[str, tuple[Measured | None, Measured | None]]) -> str:
    about = {"simulated": True, "sources": []}
    page = Page(request=cast("Request", None), language=language, base=cast("Base", SimpleNamespace(about=about)))
    asked = Asked(
        page=page,
        first="CN",
        second="US",
        names={"CN": "China", "US": "United States"},
        measure="p_share",
        selection=Selection(),
        list_id="jp20",
        areas={area: area for area in pairs},
        seen={
            code: {area: one for area, pair in pairs.items() if (one := pair[side]) is not None}
            for side, code in enumerate(("CN", "US"))
        },
    )
    return headline(asked).replace("\u00a0", " ")


def test_the_headline_counts_who_is_ahead_where() -> None:
    pairs = {
        "one": (seen(0.5, 0.4, 0.6), seen(0.2, 0.1, 0.3)),
        "two": (seen(0.5, 0.4, 0.6), seen(0.2, 0.1, 0.3)),
        "three": (seen(0.2, 0.1, 0.3), seen(0.5, 0.4, 0.6)),
        "four": (seen(0.5, 0.4, 0.6), seen(0.5, 0.4, 0.6)),
        "five": (seen(0.5, 0.4, 0.6), None),
    }
    assert headline_of("en", pairs) == (
        "Share of publications, in 5 areas: China is ahead in 2, United States in 1. "
        "In 1 their 95 % intervals overlap and they cannot be told apart. "
        "In 1 one of them has fewer than 30 works, too few to say."
    )
    # What does not come up is not said.
    del pairs["four"], pairs["five"]
    assert headline_of("en", pairs) == ("Share of publications, in 3 areas: China is ahead in 2, United States in 1.")
    assert headline_of("en", {"five": (seen(0.5, 0.4, 0.6), None)}) == (
        "In each of these 1 areas one of the two has fewer than 30 works: they cannot be compared."
    )


def test_the_table_has_the_verdict_of_each_area(client: TestClient, base: Base) -> None:
    numbers: dict[object, dict[object, Measured]] = {"CN": {}, "US": {}}
    for row in base.show("p_share", ("country", "technology_area"), {"country": "CN|US"}).rows:
        numbers[row.keys["country"]][row.keys["technology_area"]] = row.measured["p_share"]
    known = [name for name in areas() if name.startswith("p7-")]
    said = [verdict(numbers["CN"].get(area), numbers["US"].get(area)) for area in known]
    page = read(client, "/compare?country=CN|US&indicator=p_share&list=p7")
    texts = {"first": "China", "second": "United States", "same": "cannot be told apart", "few": "too few works to say"}
    assert [words(cell) for cell in page.xpath("//td[contains(@class, 'verdict')]")] == [texts[one] for one in said]


def test_one_country_alone_stands_beside_ones_own(client: TestClient) -> None:
    assert words(read(client, "/compare?country=FR").find(".//h1")).startswith("France and Japan")
    assert words(read(client, "/compare").find(".//h1")).startswith("Japan and United States")


def test_the_form_leads_to_the_address_of_the_pair(client: TestClient) -> None:
    answer = client.get("/compare?first=CN&second=DE&list=p7&lang=en")
    assert (answer.status_code, answer.headers["location"]) == (303, "/compare?country=CN%7CDE&list=p7&lang=en")


def test_every_link_leads_somewhere_in_both_languages(client: TestClient) -> None:
    for language in ("en", "ja"):
        assert dead_links(client, read(client, f"/compare?country=CN|US&lang={language}")) == []


@pytest.mark.parametrize(
    "address", ["/compare?country=JP|US|CN", "/compare?country=XX", "/compare?first=JP&second=XX&x=1"]
)
def test_what_is_no_pair_is_refused(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 400
