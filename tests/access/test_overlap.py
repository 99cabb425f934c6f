"""Overlap of two programmes on planted awards (overlapping.py): page, command, REST, Python, what is not observed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from overlapping import overlapping_base
from typer.testing import CliRunner

from rashinban.access.api import Base
from rashinban.access.serving import Serving
from rashinban.access.web import application
from rashinban.cli import app
from rashinban.errors import UsageError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return overlapping_base(tmp_path_factory.mktemp("overlapping"))


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[Base]:
    with Base(folder) as base:
        yield base


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    serving = Serving(folder)
    with TestClient(application(serving), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client
    serving.close()


def test_planted_pairs_are_found_and_no_others(base: Base) -> None:
    found = base.overlap("crest", "moonshot")
    # G11 is G1's record of another year: the pair of the projects stands once. G2 and G7 are three years apart.
    assert [(p["award_id"], p["other_award_id"], p["basis"], p["people"], p["timing"]) for p in found.pairs] == [
        ("G1", "G4", "both", 1, "overlap"),
        ("G2", "G5", "people", 1, "follow"),
        ("G3", "G6", "text", 0, "unknown"),
    ]
    assert [[one["name"] for one in pair["shared"]] for pair in found.pairs] == [["Ada Lee 1"], ["Ada Lee 2"], []]
    assert [pair["similarity"] for pair in found.pairs][:2] == [1.0, None]
    assert found.awards == (4, 4)


def test_shares_are_of_the_awards_that_can_tell(base: Base) -> None:
    shares = base.overlap("crest", "moonshot").shares
    told = {of: {name: (one.value, one.observed) for name, one in each.items()} for of, each in shares.items()}
    assert told == {
        # People: G1, G11 and G2 of four. Text: G1, G11 and G3 of four.
        "crest": {"pp_shared_people": (3 / 4, 4), "pp_similar": (3 / 4, 4)},
        # Of G6 nobody is identified: G4 and G5 of three. G5's title has three words that tell: G4 and G6 of three.
        "moonshot": {"pp_shared_people": (pytest.approx(2 / 3), 3), "pp_similar": (pytest.approx(2 / 3), 3)},
    }
    turned = base.overlap("moonshot", "crest")
    assert turned.shares["crest"] == shares["crest"]
    assert [(pair["award_id"], pair["other_award_id"]) for pair in turned.pairs] == [
        ("G4", "G1"),
        ("G5", "G2"),
        ("G6", "G3"),
    ]


def test_what_cannot_be_compared_is_not_observed_and_not_0(base: Base) -> None:
    # PRESTO's one award has a title of one word, so no text of either is compared with it; its leader leads G3 too.
    found = base.overlap("moonshot", "presto")
    measured = found.shares["moonshot"]
    assert (measured["pp_shared_people"].value, measured["pp_similar"].value) == (0.0, None)
    assert base.overlap("crest", "presto").shares["presto"]["pp_shared_people"].value == 1.0
    assert found.pairs == []


def test_two_programmes_that_stand_beside_each_other_are_wanted(base: Base) -> None:
    with pytest.raises(UsageError, match="one is a part of the other"):
        base.overlap("crest", "jst-strategic")
    with pytest.raises(UsageError, match="named twice"):
        base.overlap("crest", "crest")
    with pytest.raises(UsageError, match="programme 'crust' is not known"):
        base.overlap("crust", "moonshot")
    with pytest.raises(UsageError, match="pp_similar is of one other at a time"):
        base.show("pp_similar", where={"programme": "crest"})
    with pytest.raises(UsageError, match="awards is not of one other"):
        base.show("awards", where={"programme": "crest", "other": "moonshot"})
    with pytest.raises(UsageError, match=r"other=a\|b: write one programme"):
        base.show("pp_similar", where={"other": "a|b"})


def test_the_command_and_the_interface_say_the_same(folder: Path, client: TestClient, base: Base) -> None:
    words = ["overlap", "crest", "moonshot", "--base", str(folder)]
    fields = json.loads(json.dumps(base.overlap("crest", "moonshot").fields()))
    run = CliRunner().invoke(app, [*words, "--format", "json"])
    assert run.exit_code == 0 and json.loads(run.stdout) == fields
    assert "3 pairs; overlap is not duplication" in run.stderr
    answer = client.get("/api/overlaps?programme=crest&other=moonshot")
    assert answer.status_code == 200 and answer.json() == fields
    found = client.get("/api/overlaps?programme=crest&other=moonshot&format=csv")
    rows = list(csv.DictReader(io.StringIO(found.text)))
    assert [(row["number"], row["other_number"], row["people_names"]) for row in rows] == [
        ("JPMJCR2001", "JPMJMS2001", "Ada Lee 1"),
        ("JPMJCR2002", "JPMJMS2002", "Ada Lee 2"),
        ("JPMJCR2003", "JPMJMS2003", ""),
    ]
    printed = CliRunner().invoke(app, [*words, "--format", "csv", "--top", "1"])
    assert list(csv.DictReader(io.StringIO(printed.stdout))) == rows[:1]
    table = CliRunner().invoke(app, words)
    assert "crest: 4 awards; " in table.output and "66.7\u00a0%" in table.output


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("programme=crest", "name two programmes"),
        ("programme=crest&other=crest", "named twice"),
        ("programme=crest&other=nix", "programme 'nix' is not known"),
        ("programme=crest&other=presto&year=2020", "parameter 'year' is not known here"),
    ],
)
def test_a_wrong_address_is_said(client: TestClient, query: str, detail: str) -> None:
    answer = client.get(f"/api/overlaps?{query}")
    assert answer.status_code == 400 and detail in answer.json()["detail"]


def test_the_page_says_both_shares_and_shows_the_pairs(client: TestClient) -> None:
    page = client.get("/overlap?programme=crest&other=moonshot&lang=en").text
    assert "Of the awards of CREST, 75.0\u00a0% (of 4) share a person" in page
    assert "66.7\u00a0% (of 3 that tell) share a person with an award of CREST" in page
    assert "overlap is not duplication" in page
    for address in ("/award/G1?", "/award/G4?", "/author/A1?", "/card/pp_similar?programme=crest&amp;other=moonshot"):
        assert f'href="{address}' in page
    assert "3 pairs, the closest first" in page and "format=csv" in page
    japanese = client.get("/overlap?programme=crest&other=moonshot&lang=ja").text
    assert "CRESTの課題のうち" in japanese and "重なりは重複を意味しない" in japanese


def test_empty_states_are_said_in_words(client: TestClient) -> None:
    assert "Choose two programmes." in client.get("/overlap?lang=en").text
    nothing = client.get("/overlap?programme=moonshot&other=presto&lang=en").text
    assert "No pair was found" in nothing and "Texts were not compared" in nothing
    # What is not observed has no part in the sentence.
    assert "Of the awards of PRESTO, 0.0\u00a0% (of 1) share a person with an award of Moonshot" in nothing
    assert "in title and summary." not in nothing
    empty = client.get("/overlap?programme=crest&other=sip&lang=ja").text
    assert "このリリースには戦略的イノベーション創造プログラム" in empty
    assert client.get("/overlap?programme=crest&other=nix").status_code == 400
    assert client.get("/overlap?programme=crest&other=crest").status_code == 400


def test_a_card_says_with_whom(base: Base) -> None:
    card = base.card("pp_similar", {"programme": "crest", "other": "moonshot"})
    assert card.title.en.startswith("CREST (compared with Moonshot Research and Development Program): ")
    # One row for each award and no other: G1, G11 and G3 are like one of Moonshot, G2 is not.
    rows = base.records("pp_similar", {"programme": "crest", "other": "moonshot"}).to_pylist()
    assert {row["award_id"]: row["value"] for row in rows} == {"G1": 1.0, "G11": 1.0, "G3": 1.0, "G2": 0.0}
