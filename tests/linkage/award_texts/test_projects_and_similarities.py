"""Awards by hand: which are one project, which are alike, and what is not compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log, sqrt
from pathlib import Path

import numpy as np
import pytest

from chain import attach
from rashinban.engine import Engine, open_engine
from rashinban.linkage.award_texts import PROJECTS_READ, link_projects, link_similarities
from rashinban.linkage.award_texts.similar import Documents, neighbours
from rashinban.linkage.award_texts.terms import documents

Rows = Sequence[Mapping[str, object]]


def linked(tmp_path: Path, *, most: int = 1_000, **given: Rows) -> tuple[Engine, Mapping[str, object]]:
    """An engine with award_projects and award_similarities of the awards given."""
    engine = open_engine("duckdb")
    for name in PROJECTS_READ:
        attach(engine, name, given.get(name, []))
    about = link_projects(engine, tmp_path / "projects", most=most)
    engine.attach("award_projects", sorted((tmp_path / "projects").glob("*.parquet")))
    about = {**about, **link_similarities(engine, tmp_path / "similar")}
    engine.attach("award_similarities", sorted((tmp_path / "similar").glob("*.parquet")))
    return engine, about


def projects(engine: Engine) -> dict[str, str]:
    rows = engine.query("select award_id, project_id from award_projects").to_pylist()
    return {row["award_id"]: row["project_id"] for row in rows}


def test_records_are_one_project_by_number_serial_or_title_and_person(tmp_path: Path) -> None:
    engine, about = linked(
        tmp_path,
        awards=[
            {"award_id": "A1", "funder_award_id": "5R01CA091516-03"},
            {"award_id": "A2", "funder_award_id": "5R01CA091516-04"},
            {"award_id": "B1", "funder_award_id": "K99GM012345", "lead_name": "Ada Lee"},
            {"award_id": "B2", "funder_award_id": "R00GM012345", "lead_name": "Lee, Ada"},
            {"award_id": "B3", "funder_award_id": "R01GM012345", "lead_name": "ADA  LEE"},
            {"award_id": "C1", "jgn": "JP20km0908001"},
            {"award_id": "C2", "jgn": "JP21km0908001"},
            {"award_id": "D1", "funder_id": "F1", "funder_scheme": "S", "title": "Tea of hills"},
            {"award_id": "D2", "funder_id": "F1", "funder_scheme": "S", "title": "Tea of Hills."},
            {"award_id": "D3", "funder_id": "F1", "funder_scheme": "T", "title": "Tea of hills"},
            {"award_id": "D4", "funder_id": "F2", "funder_scheme": "S", "title": "Tea of hills"},
            {"award_id": "D5", "funder_id": "F1", "funder_scheme": "S", "title": "Tea of hills"},
            {"award_id": "E1", "funder_award_id": "N01CA000000", "lead_name": "Ada Lee"},
            {"award_id": "E2", "funder_award_id": "N02CA000000", "lead_name": "Ada Lee"},
        ],
        award_members=[
            *(
                {"award_id": f"D{each}", "position": 1, "author_id": "erad:1", "role": "principal_investigator"}
                for each in (1, 2, 3, 4)
            ),
            # Who answers the telephone does not make two awards one.
            {"award_id": "D5", "position": 1, "author_id": "erad:1", "role": "contact"},
        ],
    )  # fmt: skip
    # D3 is of another scheme, D4 of another funder: the same work paid twice would be overlap, not one project.
    assert projects(engine) == {
        **dict.fromkeys(("A1", "A2"), "A1"),
        **dict.fromkeys(("B1", "B2", "B3"), "B1"),
        **dict.fromkeys(("C1", "C2"), "C1"),
        **dict.fromkeys(("D1", "D2"), "D1"),
        **{name: name for name in ("D3", "D4", "D5", "E1", "E2")},
    }
    assert about["projects"] == 14 - 5


WHEAT = "Rust resistance genes of wheat landraces in mountain valleys"
QUBITS = "量子コンピュータの誤り訂正符号の設計"


def test_alike_texts_are_found_in_both_languages_and_one_project_is_no_overlap(tmp_path: Path) -> None:
    engine, about = linked(
        tmp_path,
        awards=[
            {"award_id": "G1", "title": WHEAT, "funder_award_id": "5R01CA091516-03"},
            {"award_id": "G2", "title": WHEAT, "funder_award_id": "5R01CA091516-04"},
            {"award_id": "G3", "title": WHEAT},
            {"award_id": "G4", "title": QUBITS},
            {"award_id": "G5", "title": "Erasure of memory in flying robots over cities"},
            {"award_id": "G6", "title": "Wheat"},
        ],
        # G5's Japanese title is G4's word for word, whatever language its record claims; G5 has an English one besides.
        award_texts=[
            {"award_id": "G5", "position": 1, "kind": "title", "language": "en", "text": QUBITS},
            # What came of it is not what it is about.
            {"award_id": "G6", "position": 1, "kind": "achievements", "text": WHEAT},
        ],
    )  # fmt: skip
    found = {
        (row["award_id"], row["other_award_id"]): (row["similarity"], row["method"])
        for row in engine.query("select * from award_similarities").to_pylist()
    }
    assert found == {
        ("G1", "G3"): (1.0, "words"),
        ("G3", "G1"): (1.0, "words"),
        ("G2", "G3"): (1.0, "words"),
        ("G3", "G2"): (1.0, "words"),
        ("G4", "G5"): (1.0, "characters"),
        ("G5", "G4"): (1.0, "characters"),
    }
    assert about["documents"] == {"words": 4, "characters": 2}
    compared = engine.query("select award_id from award_projects where is_compared order by 1")["award_id"]
    assert compared.to_pylist() == ["G1", "G2", "G3", "G4", "G5"]


def test_above_the_limit_the_latest_are_compared_and_it_is_said(tmp_path: Path) -> None:
    years = {"G1": 2018, "G2": 2021, "G3": None, "G4": 2020}
    awards = [{"award_id": name, "title": WHEAT, "start_fiscal_year": year} for name, year in years.items()]
    engine, about = linked(tmp_path, most=2, awards=awards)
    assert (about["with_text"], about["compared"], about["left_out"]) == (4, 2, 2)
    pairs = engine.query("select award_id, other_award_id from award_similarities order by 1").to_pylist()
    assert [tuple(row.values()) for row in pairs] == [("G2", "G4"), ("G4", "G2")]


def test_no_award_at_all(tmp_path: Path) -> None:
    engine, about = linked(tmp_path)
    assert (about["awards"], about["rows"]) == (0, 0)
    assert engine.query("select * from award_projects").num_rows == 0


def test_similarity_is_the_cosine_of_the_weights() -> None:
    documents_ = Documents()
    for name, terms in {"a": ["x", "x", "y"], "b": ["x", "z"], "c": ["z", "w"]}.items():
        documents_.add(name, terms)
    # Three documents; x and z are in two, y and w in one: idf 1 + ln(4 / 3) and 1 + ln(4 / 2).
    two, one = 1 + log(4 / 3), 1 + log(4 / 2)
    a = {"x": (1 + log(2)) * two, "y": one}
    b = {"x": two, "z": two}
    cosine = a["x"] * b["x"] / sqrt((a["x"] ** 2 + a["y"] ** 2) * (b["x"] ** 2 + b["z"] ** 2))
    found = [
        (int(row), int(other), float(value))
        for rows, others, values in neighbours(documents_.weights(), np.arange(3), least=0.5, most=5)
        for row, other, value in zip(rows, others, values, strict=True)
    ]
    assert found == [(0, 1, round(cosine, 4)), (1, 0, round(cosine, 4))]


@pytest.mark.parametrize("most", [1, 3])
def test_the_nearest_stand_and_of_equal_ones_the_first(most: int) -> None:
    documents_ = Documents()
    for name in range(6):
        documents_.add(str(name), ["tea", "rice", "rye"] if name else ["tea", "rice", "oat"])
    found = [
        (int(row), int(other))
        for rows, others, _ in neighbours(documents_.weights(), np.arange(6), least=0.1, most=most)
        for row, other in zip(rows, others, strict=True)
        if row == 1
    ]
    assert found == [(1, other) for other in (2, 3, 4)[:most]]


def test_a_text_is_of_the_script_of_its_letters() -> None:
    assert documents(["iPS細胞の研究", "<i>Studies</i> of the cells"]) == {
        # Kana alone are no terms; `studi` is what every award says of itself.
        "characters": ["ip", "細胞", "胞の", "の研", "研究"],
        "words": ["cell"],
    }
