"""Pictures of money conserve what they draw, and draw what was not observed as not observed."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rashinban.access.charts.amounts import Calendar
from rashinban.access.charts.cohorts import Cohort, cohorts
from rashinban.access.charts.events import Event, marks
from rashinban.access.charts.flows import MOST, Flow, Flows, Node, flows
from rashinban.access.charts.frame import NARROW, SMALL, WIDE, Spec, measure
from rashinban.access.charts.lorenz import Point, Population, lorenz, points, reading
from rashinban.access.charts.placing import Box
from rashinban.access.charts.render import svg
from rashinban.access.charts.sankey import sankey
from rashinban.access.charts.stands import places
from rashinban.access.charts.timeline import Track, timeline
from rashinban.access.charts.yearly import Year, yearly
from rashinban.access.serialisers.display import Language

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
LANGUAGES: tuple[Language, ...] = ("en", "ja")
WIDTHS = (WIDE, NARROW)


def drawn(spec: Spec | None) -> ElementTree.Element:
    assert spec is not None
    return ElementTree.fromstring(svg(spec))  # noqa: S314 (our own file)


def texts(spec: Spec | None) -> list[str]:
    return ["".join(one.itertext()) for one in drawn(spec).iter(f"{SVG}text")]


def data(spec: Spec | None, mark: str, field: str) -> list[dict[str, Any]]:
    """The rows of the first layer with that mark whose rows have that field; none where no layer has."""
    assert spec is not None
    return next(
        (
            layer["data"]["values"]
            for layer in spec["layer"]
            if layer["mark"]["type"] == mark and any(field in row for row in layer["data"]["values"])
        ),
        [],
    )


def apart(boxes: Sequence[Box]) -> bool:
    return not any(one.meets(other) for one, other in combinations(boxes, 2))


# --- flows ----------------------------------------------------------------------------------------------

FUNDERS = [Node(id=f"F{i}", name=f"Funder {i}", column=0) for i in (1, 2)]
PROGRAMMES = [Node(id=f"P{i}", name=f"Programme {i}", column=1) for i in (1, 2, 3, 4)]


def test_the_smallest_nodes_are_taken_as_one_and_every_drawn_total_stays() -> None:
    amounts = {("F1", "P1"): 100, ("F1", "P2"): 7, ("F1", "P3"): 5, ("F2", "P3"): 2, ("F2", "P4"): 30}
    given = [Flow(source=a, target=b, amount=amount) for (a, b), amount in amounts.items()]
    found = flows([*FUNDERS, *PROGRAMMES], given, "en", most=4)
    # P2 and P3 have 7 each, and go first: F1 gives them 7 + 5 = 12, F2 2. Five flows become four.
    assert [(one.source.node.name, one.target.node.name, one.amount) for one in found.ribbons] == [
        ("Funder 1", "Programme 1", 100),
        ("Funder 1", "others\u00a0(2)", 7 + 5),
        ("Funder 2", "Programme 4", 30),
        ("Funder 2", "others\u00a0(2)", 2),
    ]
    last = found.columns[1][-1]
    assert [node.id for node in last.members] == ["P3", "P2"] and last.total == 7 + 5 + 2
    assert flows([*FUNDERS, *PROGRAMMES], given, "ja", most=4).columns[1][-1].node.name == "その他(2)"


def test_nothing_is_taken_as_one_where_all_can_be_drawn() -> None:
    given = [Flow(source="F1", target="P1", amount=1), Flow(source="F1", target="P1", amount=2)]
    found = flows([*FUNDERS, *PROGRAMMES], [*given, Flow(source="F2", target="P2", amount=0)], "en")
    # The same two nodes twice: 1 + 2. A flow of nothing is not drawn, and the node that it led to has no place.
    assert [(one.source.node.id, one.target.node.id, one.amount) for one in found.ribbons] == [("F1", "P1", 3)]
    assert [len(column) for column in found.columns] == [1, 1]


def test_flows_that_cannot_be_drawn_are_refused_in_a_line() -> None:
    nodes = [*FUNDERS, *PROGRAMMES, Node(id="A", name="Area", column=2)]
    for flow, why in (
        (Flow(source="F1", target="P9", amount=1), "names the node 'P9', which is not among the nodes"),
        (Flow(source="F1", target="A", amount=1), "from 'F1' to 'A' does not lead to the next column"),
        (Flow(source="F1", target="P1", amount=-1), "from 'F1' to 'P1' has the amount -1"),
        (Flow(source="F1", target="P1", amount=float("nan")), "from 'F1' to 'P1' has the amount nan"),
    ):
        with pytest.raises(ValueError, match=why):
            flows(nodes, [flow], "en")
    chain = [Flow(source="F1", target="P1", amount=1), Flow(source="P1", target="A", amount=1)]
    with pytest.raises(ValueError, match="3 columns have more than 1 flows between them"):
        flows(nodes, chain, "en", most=1)
    with pytest.raises(ValueError, match="two nodes have the same id"):
        flows([*FUNDERS, *FUNDERS], [], "en")


@some.composite
def worlds(draw: some.DrawFn) -> tuple[list[Node], list[Flow]]:
    sizes = draw(some.lists(some.integers(1, 14), min_size=2, max_size=4))
    nodes = [
        Node(id=f"{column}.{i}", name=f"n{i}", column=column) for column, size in enumerate(sizes) for i in range(size)
    ]
    pairs = [(a.id, b.id) for a in nodes for b in nodes if b.column == a.column + 1]
    ends = some.sampled_from(pairs)
    # Floats of very different size: a sum of them as floats would lose digits.
    amounts = some.one_of(some.integers(0, 10**13), some.floats(0, 1e13), some.fractions(0, 10**6))
    drawn = some.builds(lambda pair, amount: Flow(source=pair[0], target=pair[1], amount=amount), ends, amounts)
    return nodes, draw(some.lists(drawn, max_size=120))


@settings(max_examples=150, deadline=None)
@given(world=worlds(), most=some.integers(3, MOST))
def test_every_drawn_node_has_the_total_that_was_given(world: tuple[list[Node], list[Flow]], most: int) -> None:
    nodes, given_flows = world
    into: dict[str, Fraction] = defaultdict(Fraction)
    out: dict[str, Fraction] = defaultdict(Fraction)
    for flow in given_flows:
        out[flow.source] += Fraction(flow.amount)
        into[flow.target] += Fraction(flow.amount)
    found = flows(nodes, given_flows, "en", most)
    assert len(found.ribbons) <= most
    shown = [place for column in found.columns for place in column]
    for place in shown:
        ids = [node.id for node in place.members] or [place.node.id]
        assert place.into == sum(into[id] for id in ids)
        assert place.out == sum(out[id] for id in ids)
        assert place.into == sum(one.amount for one in found.ribbons if one.target is place)
        assert place.out == sum(one.amount for one in found.ribbons if one.source is place)
        assert len(place.members) != 1
    told = [node.id for place in shown for node in (place.members or [place.node])]
    # Each node with any money is drawn or told as one of the others, once.
    assert sorted(told) == sorted({node.id for node in nodes if into[node.id] or out[node.id]})


# --- sankey ---------------------------------------------------------------------------------------------

HEADS = ["Funder", "Programme", "Technology area"]


def crowd(language: Language) -> Flows:
    name = (
        "国立研究開発法人新エネルギー・産業技術総合開発機構"
        if language == "ja"
        else "Telecommunications Development Organization"
    )
    nodes = [Node(id=f"{c}.{i}", name=f"{name} {i}", column=c) for c in range(3) for i in range(15)]
    given = [Flow(source=f"{c}.{i}", target=f"{c + 1}.{i}", amount=2 ** (i % 9)) for c in (0, 1) for i in range(15)]
    return flows(nodes, given, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_labels_of_a_crowded_sankey_lie_on_no_other_and_on_no_bar(language: Language, width: int) -> None:
    of = crowd(language)
    assert len(of.ribbons) == 30
    stands, height = places(of, "JPY", language, width)
    assert len(stands) == 45
    assert apart([stand.label for stand in stands.values()])
    assert not any(one.label.meets(other.bar) for one in stands.values() for other in stands.values())
    whole = Box(left=0, top=0, right=width, bottom=height + 1)
    assert all(stand.label.within(whole) and stand.bar.within(whole) for stand in stands.values())


def test_heights_are_in_proportion_in_all_columns_and_ribbons_fill_their_bars() -> None:
    nodes = [*FUNDERS, *PROGRAMMES[:2], Node(id="A", name="Area", column=2)]
    amounts = {("F1", "P1"): 60, ("F1", "P2"): 20, ("F2", "P2"): 20, ("P1", "A"): 50, ("P2", "A"): 40}
    of = flows(nodes, [Flow(source=a, target=b, amount=amount) for (a, b), amount in amounts.items()], "en")
    spec = sankey(of, HEADS, "JPY", "en")
    stands, _ = places(of, "JPY", "en", WIDE)
    # The largest column has 60 + 20 + 20 = 100 of 300 pixels.
    heights = {id: stand.bar.bottom - stand.bar.top for id, stand in stands.items()}
    assert heights == pytest.approx({"F1": 240, "F2": 60, "P1": 180, "P2": 120, "A": 270})
    rows = {row["said"].split(":")[0]: row for row in data(spec, "area", "ribbon")}
    assert {name: row["y2"][0] - row["y"][0] for name, row in rows.items()} == pytest.approx(
        {
            "Funder 1 → Programme 1": 180,
            "Funder 1 → Programme 2": 60,
            "Funder 2 → Programme 2": 60,
            "Programme 1 → Area": 150,
            "Programme 2 → Area": 120,
        },
        abs=0.02,
    )
    first, second = rows["Funder 1 → Programme 2"], rows["Funder 2 → Programme 2"]
    assert first["y2"][-1] == pytest.approx(second["y"][-1], abs=0.02)
    assert second["y2"][-1] == pytest.approx(stands["P2"].bar.bottom, abs=0.02)
    # Programme 1 has only Funder 1's colour; Programme 2 has two funders, and is grey.
    assert rows["Programme 1 → Area"]["colour"] == rows["Funder 1 → Programme 1"]["colour"] == "#0072B2"
    assert stands["P1"].said == "Programme 1: JPY\u00a060 · in JPY\u00a060, out JPY\u00a050"


def test_nodes_lead_where_they_are_told() -> None:
    nodes = [Node(id="F", name="JST", column=0, href="/funders/1?lang=ja"), Node(id="P", name="CREST", column=1)]
    spec = sankey(flows(nodes, [Flow(source="F", target="P", amount=120_000_000)], "ja"), HEADS[:2], "JPY", "ja")
    links = [(link.get(XLINK), next(iter(link)).get("aria-label")) for link in drawn(spec).iter(f"{SVG}a")]
    assert links == [("/funders/1?lang=ja", "JST：1.2億円")]
    assert {"JST：1.2億円", "CREST：1.2億円", "Funder"} <= set(texts(spec))


def test_no_flow_is_no_picture_and_heads_fit_the_columns() -> None:
    assert sankey(flows([], [], "en"), [], "JPY", "en") is None
    with pytest.raises(ValueError, match="3 columns have 2 heads"):
        sankey(crowd("en"), HEADS[:2], "JPY", "en")


# --- lorenz ---------------------------------------------------------------------------------------------


def test_the_curve_of_four_recipients() -> None:
    # Of 1 + 2 + 3 + 4 = 10: the least has 1, the two least 3, the three least 6.
    assert points([4, 2, 1, 3]) == [
        Point(part=0, share=0),
        Point(part=1 / 4, share=1 / 10),
        Point(part=2 / 4, share=3 / 10),
        Point(part=3 / 4, share=6 / 10),
        Point(part=1, share=1),
    ]
    seen = reading([4, 2, 1, 3])
    # (2 i - 5) x_i: -3 x 1 - 1 x 2 + 1 x 3 + 3 x 4 = 10, over 4 x 10.
    assert seen.gini == pytest.approx(10 / 40)
    # A tenth of four is 0.4 of the largest: 0.4 x 4 = 1.6 of 10.
    assert seen.top == pytest.approx(1.6 / 10)
    assert seen.half == pytest.approx(3 / 10)


def test_those_with_nothing_are_part_of_all_eligible() -> None:
    # -3 x 0 - 1 x 0 + 1 x 5 + 3 x 5 = 20, over 4 x 10; of the two recipients alone it is 0.
    seen = reading([0, 5, 0, 5])
    assert (seen.gini, seen.count, seen.without) == (pytest.approx(20 / 40), 4, 2)
    assert reading([5, 5]).gini == 0
    assert points([0, 5, 0, 5])[2] == Point(part=0.5, share=0)


def test_the_curve_says_of_whom_it_is() -> None:
    eligible = texts(lorenz([0, 5, 0, 5], "eligible", "en"))
    assert "Gini coefficient 0.50 (all 4 eligible, 2 of whom got nothing)" in eligible
    assert "all the same" in eligible
    recipients = texts(lorenz([5, 5], "recipients", "ja"))
    assert "ジニ係数 0.00（受給者2のみ、受給のない者は含まない）" in recipients
    assert "完全に均等な場合" in recipients


def test_amounts_that_make_no_curve() -> None:
    assert lorenz([], "recipients", "en") is None
    assert lorenz([0, 0], "eligible", "en") is None
    with pytest.raises(ValueError, match="2 recipients have nothing: leave them out"):
        lorenz([0, 1, 0], "recipients", "en")
    with pytest.raises(ValueError, match="amounts of zero or more"):
        lorenz([-1, 2], "eligible", "en")


def test_the_curve_of_many_has_few_points_all_of_them_on_it() -> None:
    found = points([float(i) for i in range(1, 10_001)], most=100)
    assert len(found) == 101 and (found[0].part, found[-1].share) == (0, 1)
    # After k of n: k (k + 1) / 2 of n (n + 1) / 2.
    assert found[50] == Point(part=0.5, share=pytest.approx(5_000 * 5_001 / (10_000 * 10_001)))


# --- cohorts --------------------------------------------------------------------------------------------


def cohort(year: int, observed: int, slope: float = 0.5) -> Cohort:
    return Cohort(year=year, seen=[slope * lag if lag < observed else None for lag in range(8)], awards=12)


def test_what_is_not_yet_observed_is_dashed_and_nothing_else() -> None:
    spec = cohorts([cohort(2016, 8), cohort(2019, 5), cohort(2023, 1), cohort(2024, 0)], "Works", "fiscal", "en")
    layers = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"] if spec else []
    ahead, solid = (list(layer["data"]["values"]) for layer in layers)
    assert [layer["mark"].get("strokeDash") for layer in layers] == [[4, 4], None]
    # Drawn from the last given to the first: 2023 is 0, 2019 is 1, 2016 is 2. Lag 4 of 2019 is 0.5 x 4.
    assert [(row["cohort"], row["lag"], row["value"]) for row in ahead] == [(0, 0, 0), (0, 7, 0), (1, 4, 2), (1, 7, 2)]
    lags = {place: [row["lag"] for row in solid if row["cohort"] == place] for place in range(3)}
    assert lags == {0: [0], 1: [0, 1, 2, 3, 4], 2: list(range(8))}
    assert [(row["cohort"], row["lag"]) for row in solid if row["open"]] == [(0, 0), (1, 4)]
    assert {"not yet observed: this or more", "Not observed: FY2024", "FY2019 (12)"} <= set(texts(spec))


def test_cohorts_that_were_observed_to_the_end_have_nothing_dashed() -> None:
    spec = cohorts([cohort(2015, 8), cohort(2016, 8)], "論文数", "fiscal", "ja")
    assert not any("観測" in text for text in texts(spec))
    assert cohorts([cohort(2024, 0)], "Works", "calendar", "en") is None


@pytest.mark.parametrize("width", WIDTHS)
def test_eight_cohorts_have_labels_that_do_not_meet_and_the_rest_are_grey(width: int) -> None:
    # All end at the same height.
    given = [cohort(2004 + i, 8, slope=0.5 + i / 10_000) for i in range(12)]
    spec = cohorts(given, "Works", "calendar", "en", width)
    labels = data(spec, "text", "at")
    assert {label["name"].split(" ")[0] for label in labels} == {str(year) for year in range(2004, 2012)}
    stand = sorted(label["at"] for label in labels)
    assert all(second - first >= 15.99 for first, second in pairwise(stand))
    assert len({(label["colour"], label["shape"]) for label in labels}) == 8
    colours = {row["cohort"]: row["colour"] for row in data(spec, "line", "said")}
    assert [colours[place] for place in range(4)] == ["#c4c4c4"] * 4 and "#c4c4c4" not in list(colours.values())[4:]


def test_a_cohort_is_cumulative_and_has_no_gap() -> None:
    with pytest.raises(ValueError, match="cohort of 2019 has a gap"):
        cohorts([Cohort(year=2019, seen=[1, None, 2])], "Works", "fiscal", "en")
    with pytest.raises(ValueError, match="cohort of 2019 falls from 2 to 1"):
        cohorts([Cohort(year=2019, seen=[2, 1])], "Works", "fiscal", "en")
    with pytest.raises(ValueError, match="has 9 lags; 8 are drawn"):
        cohorts([Cohort(year=2019, seen=[0] * 9)], "Works", "fiscal", "en")


# --- yearly ---------------------------------------------------------------------------------------------

YEARS = [
    Year(year=2018, value=4.0),
    Year(year=2019, value=None),
    Year(year=2021, value=0.0),
    Year(year=2023, value=8.0),
]


def test_years_that_were_not_observed_are_gaps_and_zero_is_a_value() -> None:
    spec = yearly(YEARS, "Awards", "fiscal", "en")
    assert [(row["said"], row["value"]) for row in data(spec, "rect", "value")] == [
        ("FY2018: 4", 4.0),
        ("FY2021: 0", 0.0),
        ("FY2023: 8", 8.0),
    ]
    # 2019 was given as not observed, 2020 not given: one gap. 2022 is another.
    assert len(data(spec, "rect", "upright")) == 2
    shown = texts(spec)
    assert shown.count("not observed") == 2 and "0" in shown
    assert {"2018", "2019", "2020", "2021", "2022", "2023", "Awards"} <= set(shown)


@pytest.mark.parametrize(
    ("calendar", "en", "ja"),
    [
        ("fiscal", "fiscal year (April to March)", "年度（4月〜翌年3月）"),
        ("calendar", "calendar year", "暦年（1月〜12月）"),
        ("us-fiscal", "US fiscal year (October to September)", "米国会計年度（前年10月〜9月）"),
    ],
)
def test_the_axis_says_which_years_they_are(calendar: Calendar, en: str, ja: str) -> None:
    assert en in texts(yearly(YEARS, "Awards", calendar, "en"))
    assert ja in texts(yearly(YEARS, "課題数", calendar, "ja"))


def test_columns_begin_at_zero_and_money_is_in_the_words_of_the_language() -> None:
    years = [Year(year=2020 + i, value=8.0e8 + i * 1e8, partial=i == 2) for i in range(3)]
    spec = yearly(years, "配分額（円）", "fiscal", "ja", currency="JPY")
    rows = data(spec, "rect", "value")
    assert rows[2]["said"] == "2022年度：10.0億円（未確定）"
    assert {"0", "10億", "8.0億", "まだ出揃っていない年"} <= set(texts(spec))
    assert {"0", "1\u00a0bn", "800\u00a0M"} <= set(texts(yearly(years, "JPY", "fiscal", "en", currency="JPY")))
    assert spec is not None
    bars = next(
        layer for layer in spec["layer"] if layer["mark"].get("fillOpacity", {}) != {} and "y2" in layer["encoding"]
    )
    assert bars["encoding"]["y"]["scale"]["domain"][0] == 0 and bars["encoding"]["y2"] == {"datum": 0}


def test_years_that_make_no_columns() -> None:
    assert yearly([Year(year=2020, value=None)], "Awards", "fiscal", "en") is None
    with pytest.raises(ValueError, match="a year is given twice"):
        yearly([Year(year=2020, value=1), Year(year=2020, value=2)], "Awards", "fiscal", "en")
    with pytest.raises(ValueError, match="columns begin at zero"):
        yearly([Year(year=2020, value=-1)], "Awards", "fiscal", "en")


# --- timeline -------------------------------------------------------------------------------------------


def test_events_of_a_year_are_one_mark_only_where_they_would_touch() -> None:
    far = [Event(when=date(2020, 1, 1), name="a"), Event(when=date(2020, 7, 2), name="b")]
    # Half a year of 100 pixels is 50; of 24 it is 12, less than a mark.
    assert [(len(one.events), round(one.at)) for one in marks(far, 2019, 100)] == [(1, 100), (1, 150)]
    assert [(len(one.events), one.at) for one in marks(far, 2019, 26)] == [(1, 26.0), (1, pytest.approx(39, abs=0.1))]
    assert [(len(one.events), one.at) for one in marks(far, 2019, 25.5)] == [(2, 25.5)]
    # A year without a day is its middle: two of them always touch.
    assert [(len(one.events), one.at) for one in marks([Event(when=2020, name="a")] * 2, 2019, 100)] == [(2, 150)]
    # Years of 13 pixels are taken by twos: 2019 and 2020, then 2021 and 2022.
    several = [Event(when=year, name="a") for year in (2019, 2020, 2020, 2021, 2022, 2022)]
    assert [(len(one.events), one.at) for one in marks(several, 2019, 13)] == [(3, 13.0), (3, 39.0)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("span", [3, 8, 40])
def test_labels_of_crowded_years_do_not_meet(language: Language, width: int, span: int) -> None:
    works = [Event(when=1990 + i % span, name="x") for i in range(span * 12)]
    patents = [Event(when=date(1990 + i % span, 1 + i % 12, 3), name=f"特許 {i}") for i in range(span + 9)]
    tracks = [Track(kind="work", events=works), Track(kind="patent", events=patents)]
    spec = timeline(date(1990, 4, 1), date(1990, 9, 30), tracks, language, width)
    boxes = [_box(row["text"], row["x"], row["y"], row["align"]) for row in data(spec, "text", "align")]
    assert boxes and apart(boxes)
    assert sum(row["count"] for row in data(spec, "point", "count")) == span * 12 + span + 9
    period = [row for row in data(spec, "text", "left") if "–" in row["text"]]
    assert [row["text"] for row in period] == ["1990-04-01 – 1990-09-30"]


def _box(text: str, x: float, y: float, align: str) -> Box:
    wide = measure(text, SMALL)
    left = x - {"left": 0, "center": wide / 2, "right": wide}[align]
    return Box(left=left, top=y - 6, right=left + wide, bottom=y + 6)


def test_an_award_and_what_came_of_it() -> None:
    tracks = [
        Track(kind="work", events=[Event(when=2021, name="w")] * 12),
        Track(kind="patent", events=[]),
        Track(kind="company", events=None),
        Track(kind="dataset", events=[Event(when=date(2022, 5, 6), name="Spectra", href="/d/1")]),
    ]
    spec = timeline(date(2020, 4, 1), None, tracks, "en")
    shown = texts(spec)
    assert {"Award", "Works", "12\u00a0works", "none linked", "not observed", "Spectra"} <= set(shown)
    assert "2020-04-01 – end not observed" in shown
    assert [row["said"] for row in data(spec, "point", "count")] == ["2021: 12\u00a0works", "2022-05-06: Spectra"]
    assert [link.get(XLINK) for link in drawn(spec).iter(f"{SVG}a")] == ["/d/1"]
    assert "論文12件" in texts(timeline(date(2020, 4, 1), None, tracks, "ja"))


def test_a_period_that_is_not_known_is_said_to_be_so() -> None:
    tracks = [Track(kind="work", events=[Event(when=2021, name="w")])]
    assert "start not observed, until 2023-03-31" in texts(timeline(None, date(2023, 3, 31), tracks, "en"))
    assert "開始日：観測なし" in texts(timeline(None, None, tracks, "ja"))
    assert timeline(None, None, [Track(kind="work", events=[])], "en") is None
    with pytest.raises(ValueError, match="ends on 2019-03-31, before its start on 2020-04-01"):
        timeline(date(2020, 4, 1), date(2019, 3, 31), tracks, "en")


# --- every picture --------------------------------------------------------------------------------------

HOSTILE = "</text><script>alert(1)</script>\" onload='x' {#3c} 量子"


def every(language: Language, width: int, name: str = "量子") -> Iterator[Spec | None]:
    nodes = [Node(id=name, name=name, column=0, href="/a"), Node(id="b", name=name, column=1)]
    of = flows(nodes, [Flow(source=name, target="b", amount=1)], language)
    yield sankey(of, [name, name], "JPY", language, width)
    populations: tuple[tuple[Population, list[float]], ...] = (("recipients", [1, 9]), ("eligible", [0, 9]))
    for population, amounts in populations:
        yield lorenz(amounts, population, language, width)
    yield cohorts([cohort(2019, 5), cohort(2016, 8), cohort(2024, 0)], name, "fiscal", language, width)
    yield yearly([*YEARS, Year(year=2024, value=1e9, href="/a", partial=True)], name, "fiscal", language, width)
    works = [Event(when=date(2021, 3, 4), name=name, href="/a")]
    yield timeline(date(2020, 4, 1), date(2024, 3, 31), [Track(kind="patent", events=works)], language, width)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_picture_can_be_read(language: Language, width: int) -> None:
    for spec in every(language, width):
        picture = drawn(spec)
        assert abs(float(picture.get("width", 0)) - width) <= 1
        sizes = [float(text.get("font-size", "0px").removesuffix("px")) for text in picture.iter(f"{SVG}text")]
        assert sizes and min(sizes) >= 11
        assert all("{#" not in text for text in texts(spec))


def test_no_name_becomes_markup_or_a_script() -> None:
    for spec in every("en", WIDE, HOSTILE):
        picture = drawn(spec)
        assert not [
            e for e in picture.iter() if e.tag == f"{SVG}script" or any(key.startswith("on") for key in e.attrib)
        ]


def test_a_picture_links_to_pages_only() -> None:
    with pytest.raises(ValueError, match="cannot link to 'javascript:1'"):
        yearly([Year(year=2020, value=1, href="javascript:1")], "Awards", "fiscal", "en")
