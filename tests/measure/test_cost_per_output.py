"""Amount per publication: inside one programme, of closed windows only; and what its card prints beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from asked_cells import cells, values
from rashinban import catalog
from rashinban.access.beside import beside
from rashinban.access.card import Beside
from rashinban.engine import Engine, open_engine
from rashinban.errors import UsageError
from rashinban.measure.question import ask
from rashinban.measure.session import Session

Written = Callable[[Path, Mapping[str, list[dict[str, object]]]], None]

#: Award: number, start, amount in yen. The first two are of CREST, the third of PRESTO.
AWARDS: dict[str, tuple[str, int, int | None]] = {
    "C1": ("JPMJCR1501", 2015, 9_000_000),
    "C2": ("JPMJCR1601", 2016, 3_000_000),
    "C3": ("JPMJCR1801", 2018, 50_000_000),
    "C4": ("JPMJCR1502", 2015, None),
    "P1": ("JPMJPR1501", 2015, 1_000_000),
}
#: Work: year, topic, the awards that it acknowledges.
WORKS: dict[str, tuple[int, str | None, tuple[str, ...]]] = {
    "before-the-window": (2015, "T1", ("C1",)),
    "first-year": (2016, "T1", ("C1",)),
    "shared-with-presto": (2017, "T2", ("C1", "P1")),
    "last-year": (2019, "T1", ("C1",)),
    "after-the-window": (2020, "T1", ("C1",)),
    "of-the-second": (2018, None, ("C2",)),
    "of-an-open-window": (2019, "T2", ("C3",)),
    "of-unknown-money": (2017, "T2", ("C4",)),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, written: Written) -> Path:
    folder = tmp_path_factory.mktemp("cost")
    rows: dict[str, list[dict[str, object]]] = {
        "awards": [
            {"award_id": id, "funder_id": "F1", "jgn": number, "start_fiscal_year": year, "amount": amount,
             "currency": "JPY" if amount else None}
            for id, (number, year, amount) in AWARDS.items()
        ],
        "award_institutions": [
            {"award_id": id, "position": 1, "role": "recipient", "institution_id": "I1"} for id in AWARDS
        ],
        "institutions": [{"institution_id": "I1", "country_code": "JP", "type": "education"}],
        "works": [
            {"work_id": name, "publication_year": year, "type": "article", "title": name, "primary_topic_id": topic}
            for name, (year, topic, _) in WORKS.items()
        ],
        "work_awards": [
            {"work_id": name, "position": place, "award_id": award}
            for name, (_, _, awards) in WORKS.items()
            for place, award in enumerate(awards, 1)
        ],
        "topics": [
            {"topic_id": "T1", "subfield_id": "1702", "field_id": "17", "domain_id": "3", "field_name": "Computing"},
            {"topic_id": "T2", "subfield_id": "3107", "field_id": "31", "domain_id": "3", "field_name": "Physics"},
        ],
    }  # fmt: skip
    written(folder, rows)
    return folder


@pytest.fixture
def session(base: Path) -> Iterator[Session]:
    engine = open_engine("duckdb")
    yield Session(engine, base)
    engine.close()


CREST = ["programme=crest", "currency=JPY", "date=2020-12-31"]


def test_only_closed_windows_are_counted(session: Session) -> None:
    one = cells(session, "cost_per_output", where=CREST)[None]
    # C1 of 2015: 2016 to 2019 hold one, half of one shared with PRESTO, and one; C2 of 2016: one in 2018. The window
    # of C3 closes in 2022, and C4 has no amount: without a currency it is not asked about at all.
    assert one.value == pytest.approx((9_000_000 + 3_000_000) / (1 + 0.5 + 1 + 1))
    assert (one.works, one.observed, one.coverage, one.rank) == (3, 2, pytest.approx(2 / 3), None)
    assert one.interval == "stability"
    # A day earlier the year 2020 had not ended, and C2's window was open.
    assert values(session, "cost_per_output", where=[*CREST[:2], "date=2020-12-30"]) == {
        None: pytest.approx(9_000_000 / 2.5)
    }
    assert values(session, "cost_per_output", "year", where=CREST) == {
        2015: pytest.approx(9_000_000 / 2.5), 2016: pytest.approx(3_000_000 / 1), 2018: None,
    }  # fmt: skip


def test_without_any_publication_there_is_no_figure(session: Session) -> None:
    one = cells(session, "cost_per_output", where=[*CREST, "award=C3"])[None]
    assert (one.value, one.works, one.observed) == (None, 1, 0)
    # By the end of 2019 the windows of 2015 are closed, and PRESTO's one award has half a publication.
    presto = ["programme=presto", "currency=JPY", "date=2019-12-31"]
    assert values(session, "cost_per_output", where=presto) == {None: pytest.approx(1_000_000 / 0.5)}


@pytest.mark.parametrize(
    ("by", "where", "said"),
    [
        ((), CREST[1:], "told inside one programme only, and not of several beside each other: write --where prog"),
        (("programme",), CREST[1:], "told inside one programme only, and not of several"),
        ((), ["programme=crest|presto", *CREST[1:]], "told inside one programme only, and not of several"),
        ((), ["portfolio=energy", *CREST], "and a portfolio may hold several: write --where programme=... in place of"),
        (("institution",), CREST, "is no list of who costs how much: leave out institution"),
        ((), [*CREST, "country=JP"], "leave out country"),
        (("award",), CREST, "leave out award"),
        ((), CREST[:2], "cost_per_output is of one date at a time: write --where date="),
        ((), [CREST[0], CREST[2]], "cost_per_output is of one currency at a time"),
        ((), [*CREST, "lag=1"], "cost_per_output is not told by lag"),
        ((), [*CREST, "confidence=inferred"], "cost_per_output is not told by confidence"),
    ],
)
def test_what_would_be_a_list_of_prices_is_refused(
    session: Session, by: tuple[str, ...], where: list[str], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        values(session, "cost_per_output", *by, where=where)


def test_full_counting_would_count_publications_twice(session: Session) -> None:
    with pytest.raises(UsageError, match="fractional counting only"):
        values(session, "cost_per_output", where=CREST, counting="full")


def mix(session: Session, *where: str) -> Beside:
    found = beside(session, ask((), where, record="awards"), catalog.indicator("cost_per_output"), "r1")
    assert found is not None
    return found


def test_the_mix_is_of_the_works_of_the_same_window(session: Session) -> None:
    found = mix(session, *CREST)
    # Of C1 and C4 (2015) and C2 (2016): computing 1 + 1, physics 1/2 + 1 (C4's money is not known, its work is), and
    # one without a topic: of 4.5.
    assert [(part.key, part.label.en, part.share, part.works) for part in found.parts] == [
        ("17", "Computing", pytest.approx(2 / 4.5), 2),
        ("31", "Physics", pytest.approx(1.5 / 4.5), 2),
        (None, "not assigned", pytest.approx(1 / 4.5), 1),
    ]
    first, window, attribution = found.notes
    assert first.en == (
        "The mix is of 5 loaded articles and reviews that came of awards begun up to 2016, 1 to 4 years after the"
        " start, in fractional counting. Works cannot be narrowed by currency: those of all such awards are in it."
    )
    assert first.ja.startswith("2016年度までに始まった課題から、開始の1〜4年後に出た論文")
    assert window.en.startswith("Window: ") and attribution.en.startswith("Attribution: ")
    assert found.command == (
        "rashinban show p --by field --where cohort=1..2016 --where lag=1..4 --where programme=crest"
        " --counting fractional --reference openalex --release r1"
    )


def test_the_mix_follows_the_years_of_start_and_single_awards(session: Session) -> None:
    found = mix(session, *CREST, "year=2016..2019", "award=C2|C3")
    assert [(part.key, part.share) for part in found.parts] == [(None, 1.0)]
    assert "cohort=2016..2016" in str(found.command) and "award=C2|C3" in str(found.command)
    assert [part.key for part in mix(session, *CREST, "year=2015|2018").parts] == ["17", "31"]


def test_nothing_seen_is_said_and_not_drawn(session: Session) -> None:
    for year in ("2018", "2018..2019"):
        found = mix(session, *CREST, f"year={year}")
        assert (found.parts, found.command) == ((), None)
        assert found.notes[0].en.startswith("No article or review that came of these awards in the window is loaded")


def test_other_indicators_have_nothing_beside(session: Session) -> None:
    assert beside(session, ask((), CREST[:2], record="awards"), catalog.indicator("amount"), "r1") is None


@pytest.mark.spark
def test_both_engines_give_the_same(session: Session, base: Path, spark: Engine) -> None:
    other = Session(spark, base)
    own, others = (cells(one, "cost_per_output", "year", where=CREST) for one in (session, other))
    assert {key: one.value for key, one in others.items()} == {
        key: None if one.value is None else pytest.approx(one.value, rel=1e-12) for key, one in own.items()
    }
    assert mix(other, *CREST).parts == mix(session, *CREST).parts
