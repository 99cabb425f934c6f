"""Lists and records over HTTP: cursor, forms, ids, and schemas that say what is there."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import jsonschema_rs
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from rashinban.access.api import Base
from rashinban.access.entities import KINDS
from rashinban.access.rest.entity_schemas import list_schema, record_schema

Run = Callable[..., "CompletedProcess[str]"]


def test_a_list_is_walked_by_its_cursor_and_by_its_links(client: TestClient, base: Base) -> None:
    address = "/api/works?country=JP&year=2018..2021&sort=most_cited&per_page=50&select=work_id,cited_by_count"
    first = client.get(address)
    seen = first.json()["results"]
    following, cursor = first.links.get("next"), first.json()["meta"]["next_cursor"]
    while cursor:
        got = client.get(f"{address}&cursor={cursor}")
        assert following and client.get(following["url"]).json() == got.json()
        seen += got.json()["results"]
        following, cursor = got.links.get("next"), got.json()["meta"]["next_cursor"]
    assert len(seen) == first.json()["meta"]["count"] == int(first.headers["X-Rashinban-Count"])
    found = base.search(kinds=["works"], filters={"country": "JP", "year": "2018..2021"}, limit=1000)
    assert {row["work_id"] for row in seen} == {hit.id for hit in found.hits}
    cited = [row["cited_by_count"] for row in seen]
    assert cited == sorted(cited, reverse=True)


@pytest.mark.parametrize("kind", KINDS)
def test_lists_and_records_are_as_their_schemas_say(client: TestClient, kind: str) -> None:
    page = client.get(f"/api/{kind}?per_page=3").json()
    jsonschema_rs.validate(list_schema(kind), page)
    for row in page["results"]:
        found = client.get(f"/api/{kind}/{row[KINDS[kind].key]}").json()
        jsonschema_rs.validate(record_schema(kind), found)
        assert found["id"] == row[KINDS[kind].key]


def test_a_record_is_found_by_a_doi_with_its_slashes(client: TestClient, base: Base) -> None:
    work = base.entities("works", per_page=1).rows.to_pylist()[0]
    for written in (work["doi"], f"https://doi.org/{work['doi']}", work["doi"].replace("/", "%2F")):
        assert client.get(f"/api/works/{written}").json()["id"] == work["work_id"]


def test_a_list_as_a_file_has_the_same_rows(client: TestClient) -> None:
    address = "/api/institutions?per_page=5&sort=most_works"
    rows = client.get(address).json()["results"]
    got = client.get(f"{address}&format=csv")
    assert [row["institution_id"] for row in csv.DictReader(io.StringIO(got.text))] == [
        row["institution_id"] for row in rows
    ]
    assert got.headers["X-Rashinban-Next-Cursor"]
    assert pq.read_table(io.BytesIO(client.get(f"{address}&format=parquet").content)).to_pylist() == rows


def test_search_gives_what_python_gives(client: TestClient, base: Base) -> None:
    got = client.get("/api/search?q=quantum&kind=works&year=2018..2022&sort=newest&top=5&facets=year,country").json()
    found = base.search("quantum", kinds=["works"], filters={"year": "2018..2022"}, sort="newest", limit=5)
    assert got["found"]["total"] == found.total
    assert [hit["id"] for hit in got["found"]["hits"]] == [hit.id for hit in found.hits]
    assert sum(bucket["count"] for bucket in got["found"]["facets"]["year"]) == found.total


def test_areas_and_indicators_are_told(client: TestClient) -> None:
    areas = {area["id"]: area for area in client.get("/api/areas").json()}
    assert areas["jp20-09"]["labels"]["ja"] == "量子情報科学"
    assert client.get("/api/areas/jp20-09").json()["include"]["any"]
    names = [each["name"] for each in client.get("/api/indicators").json()]
    assert "pp_top_10" in names
    told = client.get("/api/indicators/pp_top_10").json()
    assert "select" in told["query"]
    assert told["limits"]


def test_releases_and_what_changed(client: TestClient, base: Base) -> None:
    listed = client.get("/api/releases").json()
    assert [one["id"] for one in listed if one["current"]] == [base.release]
    one = client.get(f"/api/releases/{base.release}").json()
    assert one["current"] is True
    assert base.release in one["cite"]["text"]
    diff = client.get(f"/api/releases/{base.release}/diff/{base.release}").json()
    assert diff["tables"] == diff["values"] == []


def test_a_record_is_the_same_from_the_command(client: TestClient, released: Path, rashinban: Run) -> None:
    page = client.get("/api/works?per_page=1&country=JP&select=work_id,doi").json()
    work = page["results"][0]
    asked = rashinban("record", "works", work["doi"], "--format", "json", base=released)
    assert json.loads(asked.stdout) == client.get(f"/api/works/{work['work_id']}").json()
    unknown = rashinban("record", "works", "10.1000/none", base=released)
    assert unknown.returncode == 1
    assert "give an OpenAlex id" in unknown.stderr
