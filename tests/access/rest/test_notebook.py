"""Logic models and forecasts over HTTP: the same as in Python and on the command line, as their schemas say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient

from planned_base import planned_base
from rashinban.access.rest import notebook_schemas
from rashinban.access.serving import Serving
from rashinban.access.web import application
from rashinban.definitions.logic_models import logic_models
from rashinban.measure.foresight import keep
from rashinban.measure.own_logic_models import add_logic_model

MODEL = """\
model: our-programme
labels: {en: Our <b>programme</b>, ja: 我々の事業}
sources:
  paper: {title: Our paper, kind: primary}
source: paper
nodes:
  - {id: money, kind: input, labels: {en: Money, ja: 資金}, source: paper}
  - {id: people, kind: activity, labels: {en: People, ja: 人材}, source: paper}
  - {id: papers, kind: output, labels: {en: Papers, ja: 論文}, sourced: false, plan_indicators: ["off"]}
arrows:
  - {from: money, to: people, claim: {en: It pays them., ja: 人件費になる。}}
  - from: people
    to: papers
    claim: {en: They write., ja: 論文を書く。}
    cards: [{indicator: p, where: {country: JP}}]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = planned_base(tmp_path_factory.mktemp("planned"))
    path = base / "mine.yml"
    path.write_text(MODEL, encoding="utf-8")
    # `off` is an indicator of the base's own plan.
    add_logic_model(base, path)
    for name, due in (("late", "2024-01-01"), ("early", "2040-01-01")):
        expected = {"on": "2023-01-01", "by": "me", "probability": 0.5}
        given = {"statement": {"en": f"It is {name}."}, "resolves_on": due, "tags": ["fusion"], "expected": expected}
        keep.add(base, name, given, now=datetime(2023, 1, 1, tzinfo=UTC))
    return base


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    serving = Serving(folder)
    with TestClient(application(serving), raise_server_exceptions=False) as one:
        yield one
    serving.close()


def test_models_are_those_of_the_program_and_the_bases_own(client: TestClient) -> None:
    found = client.get("/api/logic-models").json()
    jsonschema_rs.validate(notebook_schemas.LOGIC_MODELS, found)
    assert [one["model"] for one in found] == [*logic_models(), "our-programme"]
    assert found[-1] == {
        "model": "our-programme", "labels": {"en": "Our <b>programme</b>", "ja": "我々の事業"}, "programme": None,
        "nodes": 3, "arrows": 2, "without_evidence": 1, "unsourced": 1,
    }  # fmt: skip


@pytest.mark.parametrize("name", [*logic_models(), "our-programme"])
def test_each_model_is_as_its_schema_says(client: TestClient, name: str) -> None:
    found = client.get(f"/api/logic-models/{name}").json()
    jsonschema_rs.validate(notebook_schemas.LOGIC_MODEL, found)
    assert found["model"]["model"] == name


def test_an_own_model_tells_which_arrow_has_no_evidence_and_is_on_the_pages(client: TestClient) -> None:
    found = client.get("/api/logic-models/our-programme").json()
    assert found["without_evidence"] == [1]
    assert [one["indicator"] for one in found["arrows"][1]["evidence"]] == ["p"]
    assert "Our &lt;b&gt;programme&lt;/b&gt;" in client.get("/logic-model?lang=en").text
    page = client.get("/logic-model/our-programme?lang=en").text
    assert "Planted off" in page and "<b>programme" not in page


def test_forecasts_are_told_whole_the_overdue_first_seen_from_a_day(client: TestClient) -> None:
    found = client.get("/api/forecasts?as_of=2025-01-01").json()
    jsonschema_rs.validate(notebook_schemas.FORECASTS, found)
    assert [(one["id"], one["state"]) for one in found] == [("late", "overdue"), ("early", "open")]
    assert [one["id"] for one in client.get("/api/forecasts?as_of=2023-06-01&state=open&tag=fusion").json()] == [
        "late", "early",
    ]  # fmt: skip
    one = client.get("/api/forecasts/early?as_of=2041-01-01").json()
    jsonschema_rs.validate(notebook_schemas.FORECAST, one)
    assert (one["state"], one["expectations"][0]["probability"]) == ("overdue", 0.5)


def test_a_forecast_that_was_changed_is_read_anew(client: TestClient, folder: Path) -> None:
    assert len(client.get("/api/forecasts/early").json()["expectations"]) == 1
    expected = {"on": "2023-02-01", "by": "me", "probability": 0.7}
    keep.update(folder, "early", expected, now=datetime(2023, 2, 1, tzinfo=UTC))
    assert [one["probability"] for one in client.get("/api/forecasts/early").json()["expectations"]] == [0.5, 0.7]


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/api/logic-models/nix", 404, "logic model 'nix' is not known; known are forest, kakenhi, our-programme"),
        ("/api/forecasts/nix", 404, "forecast 'nix' is not known; known are late, early"),
        ("/api/forecasts/..%2F..", 404, ""),
        ("/api/forecasts?state=maybe", 400, "state 'maybe' is not known; use overdue, open, resolved, void"),
        ("/api/forecasts?tag=other", 400, "known are fusion"),
        ("/api/forecasts?as_of=R6", 400, "write a day as 2027-04-01"),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, address: str, status: int, told: str) -> None:
    got = client.get(address)
    assert (got.status_code, told in got.text) == (status, True)
