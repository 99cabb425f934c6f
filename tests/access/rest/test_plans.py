"""Plans and strategies over HTTP: the same as in Python, as their schemas say, seen from a day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient

import rashinban
from planned_base import AS_OF, STATUSES, planned_base
from rashinban.access.api import Base
from rashinban.access.plans import caveats
from rashinban.access.rest import plan_schemas
from rashinban.access.serving import Serving
from rashinban.access.strategy_diff import diff
from rashinban.access.web import application
from rashinban.definitions.plans import shipped
from rashinban.errors import NotFound


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planned_base(tmp_path_factory.mktemp("planned"))


@pytest.fixture(scope="module")
def planned(folder: Path) -> Iterator[TestClient]:
    serving = Serving(folder)
    with TestClient(application(serving), raise_server_exceptions=False) as one:
        yield one
    serving.close()


@pytest.fixture(scope="module")
def opened(folder: Path) -> Iterator[Base]:
    with rashinban.open(folder) as base:
        yield base


def plain(found: object) -> object:
    """As JSON has it: tuples are lists."""
    return json.loads(json.dumps(found))


def test_plans_are_those_that_are_shipped_and_the_bases_own(planned: TestClient, opened: Base) -> None:
    found = planned.get("/api/plans").json()
    jsonschema_rs.validate(plan_schemas.PLANS, found)
    assert found == opened.plans()
    assert [one["plan"] for one in found] == [
        *(name for name, plan in shipped().plans.items() if plan.period[0] < 2021),
        "jp-basic-plan-6",
        "planted",
        *(name for name, plan in shipped().plans.items() if plan.period[0] > 2021),
    ]
    own = next(one for one in found if one["plan"] == "planted")
    assert (own["under"], own["objectives"], own["measures"], own["targets"], own["unsourced"]) == (
        "jp-basic-plan-6", 2, 1, 6, 1,
    )  # fmt: skip


@pytest.mark.parametrize("name", [*shipped().plans, "planted"])
def test_each_plan_and_its_status_are_as_their_schemas_say(planned: TestClient, opened: Base, name: str) -> None:
    plan = planned.get(f"/api/plans/{name}").json()
    jsonschema_rs.validate(plan_schemas.PLAN, plan)
    assert plan == opened.plan(name).model_dump(mode="json")
    status = planned.get(f"/api/plans/{name}/status?as_of={AS_OF}").json()
    jsonschema_rs.validate(plan_schemas.STATUS, status)
    board = opened.plan_status(name, as_of=date.fromisoformat(AS_OF))
    notes = [asdict(note) for note in caveats(board, opened)]
    assert status == plain({**board.fields(), "caveats": notes})


def test_planted_series_have_the_planted_status(planned: TestClient) -> None:
    found = planned.get(f"/api/plans/planted/status?as_of={AS_OF}").json()
    said = {line["indicator"]: found["status_words"][line["status"]]["en"] for line in found["lines"][:-1]}
    assert said == STATUSES
    assert found["rule"] == "plan-status 1"
    assert "whole country" in found["guard"]["en"]
    # From two years later FY2023 is older than twice the rhythm of a year.
    later = planned.get("/api/plans/planted/status?as_of=2026-10-01").json()
    assert {line["because"] for line in later["lines"] if line["indicator"] in ("on", "risk", "off")} == {"stale"}


def test_without_a_day_it_is_seen_from_today(planned: TestClient) -> None:
    assert planned.get("/api/plans/planted/status").json()["as_of"] == date.today().isoformat()


def test_an_indicator_has_its_values_with_their_origin_and_all_targets(planned: TestClient) -> None:
    address = f"/api/plan-indicators/public-private-rd-investment?as_of={AS_OF}"
    found = planned.get(address).json()
    jsonschema_rs.validate(plan_schemas.INDICATOR, found)
    # Eighteen values of persons stand before them, below a header.
    assert [(one["year"], one["value"], one["origin"]["line"]) for one in found["values"]] == [
        (2021, 20e12, 20), (2022, 21e12, 21), (2023, 22e12, 22),
    ]  # fmt: skip
    assert {aim["plan"]: aim["goal"]["lower"] for aim in found["aims"]} == {
        "jp-basic-plan-6": 120e12,
        "jp-integrated-strategy-2023": 120e12,
        "jp-basic-plan-7": 180e12,
    }


def test_every_indicator_of_plans_is_listed_and_can_be_asked_for(planned: TestClient) -> None:
    listed = planned.get("/api/plan-indicators").json()
    jsonschema_rs.validate(plan_schemas.INDICATORS, listed)
    names = [one["indicator"] for one in listed]
    assert set(STATUSES) < set(names)
    for name in names[::6]:
        jsonschema_rs.validate(plan_schemas.INDICATOR, planned.get(f"/api/plan-indicators/{name}").json())


def test_strategies_are_told_sentence_by_sentence(planned: TestClient, opened: Base) -> None:
    listed = planned.get("/api/strategies").json()
    jsonschema_rs.validate(plan_schemas.STRATEGIES, listed)
    assert listed == opened.strategies()
    assert [(one["strategy_id"], one["sentence_count"], one["linked_count"]) for one in listed] == [
        ("text-2024", 3, 2),
        ("text-2023", 3, 2),
    ]
    text = planned.get("/api/strategies/text-2024").json()
    jsonschema_rs.validate(plan_schemas.STRATEGY, text)
    assert text == opened.strategy("text-2024")
    assert [(one["page"], len(one["links"])) for one in text["sentences"]] == [(None, 0), (1, 1), (3, 2), (4, 0)]


def test_two_texts_are_compared(planned: TestClient, opened: Base) -> None:
    found = planned.get("/api/strategies/text-2023/diff/text-2024").json()
    jsonschema_rs.validate(plan_schemas.DIFF, found)
    assert found == diff(opened, "text-2023", "text-2024")
    assert sorted(row["state"] for row in found if row["kind"] == "sentence") == ["changed", "gone", "kept", "new"]


def test_sentences_are_searched_like_everything_else(planned: TestClient) -> None:
    found = planned.get("/api/search?q=grown&kind=sentences").json()["found"]
    assert sorted(hit["id"] for hit in found["hits"]) == ["text-2023/s2", "text-2024/s2"]


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/api/plans/nope", 404, "known are jp-sti-basic-act"),
        ("/api/plans/nope/status", 404, "known are jp-sti-basic-act"),
        ("/api/plan-indicators/nope", 404, "/api/plan-indicators"),
        ("/api/strategies/nope", 404, "there are text-2024, text-2023"),
        ("/api/strategies/text-2023/diff/nope", 404, "there are text-2024, text-2023"),
        ("/api/plans/planted/status?as_of=R6", 400, "write a day as 2027-04-01"),
        ("/api/plans/planted/status?as_of=20241001", 400, "write a day as 2027-04-01"),
        ("/api/plans?country=JP", 400, "'country' is not known here"),
    ],
)
def test_what_is_not_there_is_said(planned: TestClient, address: str, status: int, says: str) -> None:
    got = planned.get(address)
    assert got.status_code == status
    assert says in got.json()["detail"]


def test_python_says_so_too(opened: Base) -> None:
    with pytest.raises(NotFound, match="no plan 'nope'"):
        opened.plan_status("nope")
