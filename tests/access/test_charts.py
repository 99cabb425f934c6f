"""Pictures say what the values say: places, gaps, doubt in words, labels that can be read, links that lead."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
import vl_convert

from rashinban.access.charts import live
from rashinban.access.charts.dots import DotRow, dots
from rashinban.access.charts.frame import NARROW, WIDE, Spec, scale, told, wrapped
from rashinban.access.charts.pair import PairRow, pair
from rashinban.access.charts.placing import Box, Dot, apart, beside
from rashinban.access.charts.quadrants import Quadrants
from rashinban.access.charts.render import png, svg
from rashinban.access.charts.scatter import Side, Spot, scatter
from rashinban.access.charts.trend import Line, YearValue, trend
from rashinban.access.charts.world_map import CountryValue, world_map
from rashinban.access.serialisers.display import Language

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
LANGUAGES: tuple[Language, ...] = ("en", "ja")


@dataclass(frozen=True, kw_only=True)
class Seen:
    value: float | None
    lower: float | None = None
    upper: float | None = None


def seen(value: float, half: float) -> Seen:
    return Seen(value=value, lower=value - half, upper=value + half)


def drawn(spec: Spec | None) -> ElementTree.Element:
    assert spec is not None
    return ElementTree.fromstring(svg(spec))  # noqa: S314 (our own file)


def texts(spec: Spec | None) -> list[str]:
    return ["".join(one.itertext()) for one in drawn(spec).iter(f"{SVG}text")]


def data(spec: Spec | None, mark: str, field: str) -> list[dict[str, Any]]:
    """The rows of the first layer with that mark whose rows have that field."""
    assert spec is not None
    return next(
        layer["data"]["values"]
        for layer in spec["layer"]
        if layer["mark"]["type"] == mark and any(field in row for row in layer.get("data", {}).get("values", []))
    )


# --- what all pictures share ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "low", "high"),
    [
        ([0.055, 0.157], 0.0, 0.2),  # zero costs little: 0.055 < 0.157 / 2
        ([0.059, 0.111], 0.05, 0.12),  # steps of 0.01
        ([8, 9.5], 8.0, 10.0),  # steps of 0.2 to 9.6, and from 8 to 9.6 of 0.5
        ([-0.45, 0.45], -0.6, 0.6),
        ([3.0], 0.0, 5.0),  # one value: half of it to each side; 1.5 < 4.5 / 2, so from zero, in steps of 1
        ([0.3, 0.1 + 0.2], 0.0, 0.5),  # 0.1 + 0.2 is 0.30000000000000004: one value, written twice
        ([0.0], 0.0, 1.0),
        ([], 0.0, 1.0),
    ],
)
def test_a_scale_ends_at_round_numbers(ends: list[float], low: float, high: float) -> None:
    found = scale(ends)
    assert (found.low, found.high) == (low, high)


def test_a_unit_in_words() -> None:
    assert told("Japan", seen(0.083, 0.009), "share", "en") == "Japan: 8.3\u00a0% (7.4\u00a0% to 9.2\u00a0%)"
    assert told("日本", seen(0.083, 0.009), "share", "ja") == "日本：8.3%（7.4%〜9.2%）"
    assert told("Japan", Seen(value=12.0), "count", "en") == "Japan: 12"
    assert told("日本", None, "share", "ja") == "日本：観測なし"


def test_long_texts_are_cut_at_the_last_letter_that_fits() -> None:
    # 13 pixels and 6 % for a full-width letter: 5 letters take 69 pixels, and the ellipsis is the fifth.
    assert wrapped("量子情報科学", 69, 1) == ["量子情報…"]
    assert wrapped("量子情報科学", 69, 2) == ["量子情報科", "学"]


# --- labels ---------------------------------------------------------------------------------------------


def test_labels_on_a_line_move_as_little_as_can_be() -> None:
    # 50 and 52 want to be 10 apart around 51; 90 stays.
    assert apart([52, 90, 50], 10, 0, 100) == [56, 90, 46]
    # At the end of the line they are pushed back: 100 and 100 - 10.
    assert apart([99, 99], 10, 0, 100) == [90, 100]
    # Eleven labels of 20 on 100 pixels stand 10 apart.
    assert apart([0.0] * 11, 20, 0, 100) == pytest.approx([i * 10 for i in range(11)])
    assert apart([], 10, 0, 100) == []


def test_a_label_takes_the_first_side_that_is_free() -> None:
    frame = Box(left=0, top=0, right=100, bottom=100)
    first = Dot(x=50, y=50, radius=5, width=20, height=10)
    # Right: 50 + 5 + 3 = 58. The second dot stands there, so the label goes left: 50 - 8 - 20 = 22.
    second = Dot(x=70, y=50, radius=5, width=20, height=10)
    free = beside([first], [], frame, [])[0]
    blocked = beside([first], [second], frame, [])[0]
    assert free == Box(left=58, top=45, right=78, bottom=55)
    assert blocked == Box(left=22, top=45, right=42, bottom=55)
    assert beside([first], [], frame, [frame]) == [None]
    assert beside([first], [], frame, [frame], always=1) == [free]


# --- dots -----------------------------------------------------------------------------------------------

ROWS = (
    DotRow(name="United States", seen=seen(0.15, 0.01), text="1", href="/card/1?lang=en&x=a b"),
    DotRow(name="Japan", seen=seen(0.08, 0.01), text="2 (2–3)", own=True, href="https://example.org/{jp}"),
    DotRow(name="Iceland", seen=None, text="–"),
)


def test_rows_lead_where_they_are_told_and_say_what_they_are() -> None:
    links = [
        (link.get(XLINK), next(iter(link)).get("aria-label"))
        for link in drawn(dots(ROWS, "share", "en")).iter(f"{SVG}a")
    ]
    assert links == [
        ("/card/1?lang=en&x=a b", "United States: 15.0\u00a0% (14.0\u00a0% to 16.0\u00a0%) · 1"),
        ("https://example.org/{jp}", "Japan: 8.0\u00a0% (7.0\u00a0% to 9.0\u00a0%) · 2 (2–3)"),
    ]


def test_a_picture_links_to_pages_only() -> None:
    with pytest.raises(ValueError, match=r"cannot link to 'javascript:alert\(1\)'; give an address that begins with /"):
        dots([DotRow(name="x", seen=seen(1, 1), href="javascript:alert(1)")], "count", "en")


def test_what_was_not_observed_is_written_and_nothing_observed_is_no_picture() -> None:
    assert "not observed" in texts(dots(ROWS, "share", "en"))
    assert "観測なし" in texts(dots(ROWS, "share", "ja"))
    assert dots(ROWS[2:], "share", "en") is None
    assert dots([], "share", "en") is None


def test_long_names_stand_above_their_rows() -> None:
    name = "国立研究開発法人量子科学技術研究開発機構関西光量子科学研究所"
    spec = dots([DotRow(name=name, seen=seen(3, 1))], "count", "ja")
    assert name in texts(spec)
    assert spec is not None and spec["padding"]["left"] == 16
    narrow = dots([DotRow(name=name, seen=seen(3, 1))], "count", "ja", NARROW)
    assert any(text.startswith("国立研究開発法人量子科学") and text.endswith("…") for text in texts(narrow))


# --- trend ----------------------------------------------------------------------------------------------


def line(name: str, values: dict[int, float | None], *, own: bool = False, works: int = 100, few: int = 0) -> Line:
    years = [
        YearValue(year=year, seen=None if value is None else seen(value, 1), works=10 if year == few else works)
        for year, value in values.items()
    ]
    return Line(name=name, years=years, own=own)


def test_a_year_that_was_not_observed_is_a_gap_and_one_of_few_works_is_dashed() -> None:
    values = {2018: 5.0, 2019: 6.0, 2020: None, 2021: 7.0, 2022: 8.0, 2023: 9.0}
    rows = data(trend([line("Japan", values, own=True, few=2023)], "number", "en"), "line", "piece")
    assert [(row["piece"], row["year"], row["few"]) for row in rows] == [
        ("0.1", 2018, False),
        ("0.1", 2019, False),
        ("0.2", 2021, False),
        ("0.2", 2022, False),
        ("0.3", 2022, True),
        ("0.3", 2023, True),
    ]


def test_a_year_that_stands_alone_has_its_interval() -> None:
    values = {2018: 5.0, 2019: 6.0, 2020: None, 2021: 7.0}
    alone = data(trend([line("Japan", values, own=True)], "number", "en"), "rule", "alone")
    assert [(row["year"], row["lower"], row["upper"]) for row in alone] == [(2021, 6.0, 8.0)]


def test_nine_lines_have_labels_that_do_not_meet_and_the_rest_are_grey() -> None:
    own = line("Own", {2020: 10.0, 2021: 10.0}, own=True)
    others = [line(f"Unit {i}", {2020: 10.0, 2021: 10.0 + i / 100}) for i in range(12)]
    spec = trend([own, *others], "number", "en")
    labels = data(spec, "text", "at")
    assert [label["name"] for label in labels] == [*([f"Unit {i}"] for i in range(8)), ["Own"]]
    places = sorted(label["at"] for label in labels)
    assert all(second - first >= 15.99 for first, second in pairwise(places))
    greys = {row["colour"] for row in data(spec, "line", "piece") if row["piece"].split(".")[0] in ("0", "1", "2", "3")}
    assert greys == {"#d4d4d4"}
    assert len({(label["colour"], label["shape"]) for label in labels}) == 9


def test_lines_without_any_value_are_named_and_one_year_is_no_trend() -> None:
    unseen = line("Iceland", {2020: None, 2021: None})
    known = line("日本", {2020: 1.0, 2021: 2.0}, own=True)
    assert "観測なし：Iceland" in texts(trend([known, unseen], "number", "ja"))
    # They take no colour, and no label, from those that have.
    crowded = trend([*[unseen] * 9, known], "number", "ja")
    assert [label["name"] for label in data(crowded, "text", "at")] == [["日本"]]
    assert trend([line("Japan", {2020: 1.0, 2021: None}, own=True)], "number", "en") is None


# --- scatter --------------------------------------------------------------------------------------------

X, Y = Side(title="Strength", display="share"), Side(title="Growth", display="share")
NAMED = Quadrants(x=0.1, y=0.0, top_left="new", top_right="strong", bottom_left="weak", bottom_right="old")


def crowd(number: int) -> list[Spot]:
    return [
        Spot(name=f"Unit {i}", x=seen(0.1 + 0.01 * (i % 7), 0.01), y=seen(0.01 * (i % 11) - 0.05, 0.01), size=10 + i)
        for i in range(number)
    ]


def test_names_of_a_scatter_lie_on_no_other_and_the_own_comes_first() -> None:
    spots = [*crowd(60), Spot(name="Japan", x=seen(0.13, 0.01), y=seen(0.0, 0.01), size=1, own=True)]
    spec = scatter(spots, X, Y, "works", "en", quadrants=NAMED)
    rows = [row for row in data(spec, "text", "shown") if row["shown"]]
    assert rows[0]["shown"] == "Japan"
    assert {"new", "strong", "weak", "old", "Strength", "Growth", "works", "Japan"} <= set(texts(spec))
    assert len(rows) < 25


def test_a_unit_without_both_values_is_named_below() -> None:
    spots = [*crowd(3), Spot(name="Iceland", x=seen(0.1, 0.1), y=None, size=5)]
    assert "Not observed: Iceland" in texts(scatter(spots, X, Y, "works", "en"))
    assert scatter(spots[3:], X, Y, "works", "en") is None


def test_values_that_cannot_be_negative_get_no_negative_axis() -> None:
    many = Quadrants(x=0.1, y=10, top_left="", top_right="", bottom_left="", bottom_right="")
    spots = [Spot(name=str(i), x=seen(0.1, 0.1), y=Seen(value=float(i * 1000)), size=1) for i in range(4)]
    shown = texts(scatter(spots, X, Side(title="Works", display="count"), "works", "en", quadrants=many))
    assert "0" in shown and not any(text.startswith("−") for text in shown)


def test_pictures_of_one_page_do_not_share_the_ids_of_clips() -> None:
    first, second = scatter(crowd(3), X, Y, "works", "en"), scatter(crowd(4), X, Y, "works", "en")
    assert first is not None and second is not None
    ids = [re.findall(r'<clipPath id="([^"]+)"', svg(spec)) for spec in (first, second)]
    assert all(ids) and not set(ids[0]) & set(ids[1])
    assert svg(first) == svg(first)


# --- pair -----------------------------------------------------------------------------------------------


def test_a_pair_says_which_unit_was_not_observed_where() -> None:
    rows = [
        PairRow(name="Fusion", first=seen(0.1, 0.01), second=seen(0.2, 0.01), href="/a"),
        PairRow(name="Space", first=seen(0.1, 0.01), second=None),
        PairRow(name="Ocean", first=None, second=None),
    ]
    spec = pair(rows, "Japan", "Germany", "share", "en")
    assert {"Japan", "Germany", "not observed", "Not observed: Space (Germany)"} <= set(texts(spec))
    assert spec is not None
    assert [row["said"] for row in spec["data"]["values"]][0] == (
        "Fusion · Japan: 10.0\u00a0% (9.0\u00a0% to 11.0\u00a0%) · Germany: 20.0\u00a0% (19.0\u00a0% to 21.0\u00a0%)"
    )
    assert pair(rows[2:], "Japan", "Germany", "share", "en") is None


# --- world map ------------------------------------------------------------------------------------------


def test_the_map_is_pale_where_uncertain_and_says_who_is_not_on_it() -> None:
    countries = [
        CountryValue(country="JP", name="Japan", seen=seen(0.08, 0.001), works=900, own=True),
        CountryValue(country="US", name="United States", seen=seen(0.2, 0.03), works=900),  # 0.06 > 0.2 / 4
        CountryValue(country="FR", name="France", seen=seen(0.1, 0.001), works=29),
        CountryValue(country="DE", name="Germany", seen=None),
        CountryValue(country="SG", name="Singapore", seen=seen(0.05, 0.001), works=900),
        CountryValue(country="RE", name="Réunion", seen=seen(0.01, 0.001), works=900),
    ]
    spec = world_map(countries, "share", "en")
    assert spec is not None
    shapes = spec["layer"][0]["data"]["values"]["objects"]["countries"]["geometries"]
    looks = {one["properties"]["said"].split(":")[0]: one["properties"] for one in shapes if one["properties"]["said"]}
    assert {name: look["pale"] for name, look in looks.items()} == {
        "Japan": False,
        "United States": True,
        "France": True,
        "Germany": False,
    }
    assert looks["Germany"]["fill"] == "#e9e9e9" and looks["Japan"]["stroke"] == "#1a1a1a"
    points = data(spec, "circle", "longitude")
    assert [(row["longitude"], row["latitude"]) for row in points] == [(103.8, 1.4)]
    assert "Not on this map: Réunion: 1.0\u00a0% (0.9\u00a0% to 1.1\u00a0%)" in " ".join(texts(spec))
    assert world_map(countries[3:4], "share", "en") is None


# --- every picture --------------------------------------------------------------------------------------

HOSTILE = "</text><script>alert(1)</script>\" onload='x' {#3c} 量子"


def every(language: Language, width: int, name: str = "日本") -> Iterator[Spec | None]:
    yield dots([DotRow(name=name, seen=seen(12_345, 9), text=name, href="/a")], "count", language, width, head=name)
    yield trend([line(name, {2020: 1.0, 2021: 2.0}), line(name, {2020: 1.0, 2021: 2.0})], "number", language, width)
    yield scatter(
        [Spot(name=name, x=seen(1, 1), y=seen(1, 1), size=9, href="/a")],
        Side(title=name, display="count"),
        Side(title=name, display="number"),
        name,
        language,
        width,
    )
    yield pair([PairRow(name=name, first=seen(1, 1), second=None, href="/a")], name, name, "number", language, width)
    yield world_map([CountryValue(country="JP", name=name, seen=seen(1, 1), href="/a")], "number", language, width)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_picture_can_be_read(language: Language, width: int) -> None:
    for spec in every(language, width):
        picture = drawn(spec)
        assert abs(float(picture.get("width", 0)) - width) <= 1
        sizes = [float(text.get("font-size", "0px").removesuffix("px")) for text in picture.iter(f"{SVG}text")]
        assert sizes and min(sizes) >= 11
        assert all("{#" not in text for text in texts(spec))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_becomes_markup_or_a_script(language: Language) -> None:
    for spec in every(language, WIDE, HOSTILE):
        picture = drawn(spec)
        assert not [
            e for e in picture.iter() if e.tag == f"{SVG}script" or any(key.startswith("on") for key in e.attrib)
        ]


def test_a_name_is_written_as_it_is() -> None:
    name = "{#3c}b 日本 Curaçao"
    assert name in texts(dots([DotRow(name=name, seen=seen(1, 1))], "number", "en"))


def test_numbers_on_axes_are_those_of_the_language() -> None:
    rows = [DotRow(name="x", seen=seen(40_000, 1000)), DotRow(name="y", seen=seen(20_000, 1000))]
    assert "40\u00a0k" in texts(dots(rows, "count", "en")) and "4万" in texts(dots(rows, "count", "ja"))


def test_a_picture_reads_nothing_from_elsewhere() -> None:
    spec = dots(ROWS, "share", "en")
    assert spec is not None
    with pytest.raises(ValueError, match="not allowed"):
        svg({**spec, "data": {"url": "http://127.0.0.1:9/x.json"}})


def test_a_png_is_one() -> None:
    spec = dots(ROWS, "share", "en")
    assert spec is not None
    assert png(spec)[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_bundle_is_made_once_for_all_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def bundled(snippet: str) -> str:
        made.append(snippet)
        return "script"

    monkeypatch.setattr(vl_convert, "javascript_bundle", bundled)
    live._made.cache_clear()
    try:
        with ThreadPoolExecutor(8) as readers:
            assert set(readers.map(lambda _: live.bundle(), range(16))) == {b"script"}
        assert made == ["window.vegaEmbed = vegaEmbed;"]
    finally:
        live._made.cache_clear()
