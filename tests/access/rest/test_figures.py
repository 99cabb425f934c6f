"""show, card and records over HTTP give what the command and Python give, in every form."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from rashinban.access.api import Base

Run = Callable[..., "CompletedProcess[str]"]

WHERE = ("--where", "technology_area=jp20-03", "--where", "year=2015..2022")
ADDRESS = "technology_area=jp20-03&year=2015..2022"


def test_show_gives_the_rows_of_the_command_and_of_python(
    client: TestClient, base: Base, released: Path, rashinban: Run
) -> None:
    address = f"/api/show/p,pp_top_10?by=country&{ADDRESS}&counting=full&top=5&order_by=-p"
    command = ("show", "p,pp_top_10", "--by", "country", *WHERE, "--counting", "full", "--top", "5", "--order-by", "-p")
    got = client.get(address).json()
    assert len(got) == 5
    assert got == json.loads(rashinban(*command, "--format", "json", base=released).stdout)
    where = {"technology_area": "jp20-03", "year": "2015..2022"}
    assert got == base.show("p,pp_top_10", "country", where, counting="full", top=5, order_by="-p").objects()


def test_records_gives_the_rows_of_the_command(client: TestClient, released: Path, rashinban: Run) -> None:
    asked = rashinban("records", "pp_top_10", *WHERE, "--where", "country=US", "--format", "csv", base=released)
    address = f"/api/records/pp_top_10?{ADDRESS}&country=US"
    got = client.get(address, headers={"Accept": "text/csv"})
    assert got.text.splitlines() == asked.stdout.splitlines()
    assert got.headers["X-Rashinban-Count"] == str(len(got.text.splitlines()) - 1)
    assert len(client.get(f"{address}&top=2").json()) == 2


def test_the_card_is_that_of_the_command_and_its_id_leads_back_to_it(
    client: TestClient, released: Path, rashinban: Run
) -> None:
    got = client.get(f"/api/card/pp_top_10?{ADDRESS}&country=US").json()
    asked = rashinban("card", "pp_top_10", *WHERE, "--where", "country=US", "--format", "json", base=released)
    assert got == json.loads(asked.stdout)
    assert client.get(f"/api/card/{got['id']}").json() == got


@pytest.mark.parametrize(("form", "media"), [("html", "text/html; charset=utf-8"), ("svg", "image/svg+xml")])
def test_a_card_can_be_looked_at(client: TestClient, form: str, media: str) -> None:
    got = client.get(f"/api/card/p?country=JP&format={form}&lang=ja")
    assert got.headers["content-type"] == media
    assert "論文数" in got.text
    assert "SIMULATED" in got.text


def test_rows_are_the_same_in_json_csv_and_parquet(client: TestClient) -> None:
    address = "/api/show/p,mncs?by=country&technology_area=jp20-03"
    flat = pq.read_table(io.BytesIO(client.get(f"{address}&format=parquet").content))
    assert flat.schema.metadata[b"simulated"] == b"true"
    lines = client.get(f"{address}&format=csv").text.splitlines()
    assert lines[0].split(",") == flat.column_names
    assert len(lines) - 1 == flat.num_rows
    for row, other in zip(client.get(address).json(), flat.to_pylist(), strict=True):
        assert row["country"] == other["country"]
        assert (row["p"]["value"], row["mncs"]["upper"]) == (other["p"], other["mncs_upper"])


def test_an_answer_says_what_it_was_made_of(client: TestClient, base: Base) -> None:
    got = client.get("/api/show/p?by=country&format=csv")
    assert got.headers["X-Rashinban-Release"] == base.release
    assert got.headers["X-Rashinban-Simulated"] == "true"
    assert got.headers["X-Rashinban-Notes"].startswith("SIMULATED: an invented world")
    name = f"rashinban-show-p-SIMULATED-{base.release}.csv"
    assert got.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    about = client.get(got.headers["Link"].partition(">")[0][1:]).json()
    assert about["id"] == base.release
    assert about["sources"][0]["licence"]


def test_what_was_not_observed_is_null_and_empty_never_zero(client: TestClient) -> None:
    rows = client.get("/api/show/p,pp_top_10?by=country&technology_area=jp20-19&year=2024").json()
    unseen = [row for row in rows if row["pp_top_10"]["coverage"] in (None, 0.0)]
    assert all(row["pp_top_10"]["value"] is None for row in unseen)


def test_the_card_of_a_researcher_stands_alone(client: TestClient, base: Base) -> None:
    author = base.entities("authors", per_page=1).rows["author_id"][0].as_py()
    got = client.get(f"/api/card/p?author={author}").json()
    assert got["value"] == base.show("p", where={"author": author}).rows[0].measured["p"].value
    assert got["rank"] is None
    assert got["ranking"] == []
