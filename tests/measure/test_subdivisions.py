"""Prefectures, states, provinces: the weights of institutions come together by place, and none is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from rashinban.access.labels import labels
from rashinban.engine import open_engine
from rashinban.errors import UsageError
from rashinban.measure.question import ask, record_of
from rashinban.measure.session import Session
from rashinban.measure.show import show
from rashinban.schema.text import Text

#: work: places of its authors. I1 and I2 are in Tokyo, I3 in Kyoto, I4 in Japan, I5 in California, I6 see below.
WORKS: dict[str, list[str | None]] = {
    "W1": ["I1", "I2"],
    "W2": ["I1", "I3"],
    "W3": ["I4", "I5"],
    "W4": ["I6", None],
}
#: institution: country, code and name of its subdivision. ROR puts I6 into Japan, OpenAlex into France.
PLACES = {
    "I1": ("JP", "JP-13", "Tokyo"),
    "I2": ("JP", "JP-13", "Tokyo"),
    "I3": ("JP", "JP-26", "Kyōto"),
    "I4": ("JP", None, None),
    "I5": ("US", "US-CA", "California"),
    "I6": ("FR", "JP-26", "Kyōto"),
}
AWARDED = {"G1": ["I1", "I2", "I3", "I4"], "G2": ["I3"]}


def rows() -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {
        "works": [
            {"work_id": name, "publication_year": 2020, "type": "article", "title": name, "fwci": 1.0,
             "is_top_10_percent": name == "W1", "is_top_1_percent": False}
            for name in WORKS
        ],
        "institutions": [
            {"institution_id": name, "country_code": country, "subdivision_code": code, "subdivision_name": place,
             "display_name": name}
            for name, (country, code, place) in PLACES.items()
        ],
        "awards": [
            {"award_id": "G1", "amount": 1_000, "currency": "JPY", "start_date": date(2020, 4, 1)},
            {"award_id": "G2", "amount": 300_00, "currency": "EUR", "start_date": date(2020, 4, 1)},
        ],
        "award_institutions": [
            {"award_id": award, "position": place, "role": "recipient", "institution_id": institution}
            for award, institutions in AWARDED.items()
            for place, institution in enumerate(institutions, 1)
        ],
    }  # fmt: skip
    for name, places in WORKS.items():
        for number, institution in enumerate(places, 1):
            at = {"work_id": name, "author_position": number}
            found.setdefault("authorships", []).append({**at, "author_id": f"A{name}{number}"})
            if institution:
                found.setdefault("affiliations", []).append(
                    {**at, "affiliation_position": 1, "institution_position": 1, "institution_id": institution,
                     "country_code": PLACES[institution][0]}
                )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, written: Callable[..., None]) -> Path:
    folder = tmp_path_factory.mktemp("subdivisions")
    written(folder, rows())
    return folder


@pytest.fixture
def session(base: Path) -> Iterator[Session]:
    engine = open_engine("duckdb")
    yield Session(engine, base)
    engine.close()


def values(
    session: Session, name: str, by: Sequence[str], where: Sequence[str] = (), counting: str = "fractional"
) -> dict[object, float | None]:
    question = ask(by, where, counting=counting, record=record_of([name]))
    answer = show(session, question, [name], release="r")
    keys = [tuple(row.keys[key] for key in by) for row in answer.rows]
    found = [row.measured[name].value for row in answer.rows]
    return {key[0] if len(by) == 1 else key: value for key, value in zip(keys, found, strict=True)}


def test_works_by_subdivision_are_all_the_works(session: Session) -> None:
    # Tokyo: W1 whole, half of W2. Kyoto: half of W2; I6 counts for France, so its Kyoto is not taken. Unassigned: I4's
    # half of W3, both halves of W4.
    found = values(session, "p", ["subdivision"])
    assert found == {"JP-13": 1 + 1 / 2, "JP-26": 1 / 2, "US-CA": 1 / 2, None: 1 / 2 + 1}
    assert sum(value or 0 for value in found.values()) == len(WORKS)


def test_a_subdivision_and_its_country_are_asked_together(session: Session) -> None:
    assert values(session, "p", ["subdivision"], ["country=JP"]) == {"JP-13": 1.5, "JP-26": 0.5, None: 0.5}
    assert values(session, "p", ["subdivision", "country"], ["country=FR"]) == {(None, "FR"): 0.5}
    # Of Tokyo's 1.5 works the one in the top 10 % is W1.
    assert values(session, "pp_top_10", ["subdivision"], ["country=JP", "subdivision=JP-13"]) == {"JP-13": 1 / 1.5}


def test_in_full_counting_a_work_counts_once_in_a_subdivision(session: Session) -> None:
    found = values(session, "p", ["subdivision"], ["country=JP"], counting="full")
    assert found == {"JP-13": 2, "JP-26": 1, None: 1}


def test_the_institutions_of_a_subdivision(session: Session) -> None:
    assert values(session, "p", ["institution"], ["subdivision=JP-13"]) == {"I1": 1 / 2 + 1 / 2, "I2": 1 / 2}
    assert values(session, "awards", ["institution"], ["subdivision=JP-13"]) == {"I1": 1 / 4, "I2": 1 / 4}


def test_awards_and_amounts_by_subdivision_add_up_to_the_award(session: Session) -> None:
    # Four institutions share 1,000 yen: Tokyo 2/4, Kyoto 1/4, I4's place is not known. 300 euros are Kyoto's.
    assert values(session, "awards", ["subdivision", "currency"]) == {
        ("JP-13", "JPY"): 0.5,
        ("JP-26", "JPY"): 0.25,
        (None, "JPY"): 0.25,
        ("JP-26", "EUR"): 1,
    }
    assert values(session, "amount", ["subdivision", "currency"], ["country=JP"]) == {
        ("JP-13", "JPY"): 500,
        ("JP-26", "JPY"): 250,
        (None, "JPY"): 250,
        ("JP-26", "EUR"): 300,
    }


def test_names_of_prefectures_are_ours_those_of_others_as_printed(session: Session) -> None:
    assert labels(session, "subdivision", ["JP-26", "US-CA", "US-NV"]) == {
        "JP-26": Text(en="Kyoto", ja="京都府"),
        "US-CA": Text(en="California", ja="California"),
        "US-NV": Text(en="US-NV", ja="US-NV"),
    }


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("JP-48", "write a code from JP-01 to JP-47"),
        ("JP-1", "write a code from JP-01 to JP-47"),
        ("13", "write a code of ISO 3166-2, for example JP-13"),
        ("us-ca", "write a code of ISO 3166-2, for example JP-13"),
    ],
)
def test_a_code_that_is_none_is_refused(value: str, hint: str) -> None:
    with pytest.raises(UsageError, match=f"subdivision '{value}' is not known; {hint}"):
        ask(["subdivision"], [f"subdivision={value}"])


def test_a_release_from_before_subdivisions_has_none(base: Path, tmp_path: Path) -> None:
    old = Path(shutil.copytree(base, tmp_path / "base"))
    for path in (old / "kb" / "institutions").glob("*.parquet"):
        pq.write_table(pq.read_table(path).drop_columns(["subdivision_code", "subdivision_name"]), path)
    engine = open_engine("duckdb")
    try:
        session = Session(engine, old)
        assert values(session, "p", ["country"])["JP"] == 1 + 1 + 1 / 2
        assert values(session, "p", ["subdivision"], ["country=JP"]) == {None: 2.5}
        assert values(session, "awards", ["subdivision"]) == {None: 2}
        assert labels(session, "subdivision", ["US-CA"]) == {"US-CA": Text(en="US-CA", ja="US-CA")}
    finally:
        engine.close()
