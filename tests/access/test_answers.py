"""show, card and records on a simulated base: one number, however it is asked for."""

from __future__ import annotations

import csv
import io
import json
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import rashinban
from rashinban.access.api import Base

Run = Callable[..., "subprocess.CompletedProcess[str]"]
WHERE = {"country": "CN", "technology_area": "jp20-03"}


@pytest.fixture
def base(released: Path) -> Iterator[Base]:
    with rashinban.open(released) as opened:
        yield opened


def test_a_card_is_the_row_of_the_table(base: Base) -> None:
    card = base.card("pp_top_10", WHERE)
    table = base.show("pp_top_10", by="country", where={"technology_area": "jp20-03"})
    row = next(row for row in table.rows if row.keys["country"] == "CN").measured["pp_top_10"]
    assert card.value == row.value
    assert card.interval is not None
    assert (card.interval.lower, card.interval.upper) == (row.lower, row.upper)
    assert card.coverage.works_of_unit == row.works


def test_the_records_give_the_number(base: Base) -> None:
    card = base.card("pp_top_10", WHERE)
    rows = base.records("pp_top_10", WHERE).to_pylist()
    seen = [row for row in rows if row["value"] is not None]
    assert len(rows) == card.coverage.works_of_unit
    assert len(seen) == card.coverage.works_used
    total = sum(row["contribution"] for row in seen) / sum(row["weight"] for row in seen)
    assert total == pytest.approx(card.value, abs=1e-12)


def test_the_rebuild_command_gives_the_same_card(base: Base, released: Path, rashinban: Run) -> None:
    card = base.card("p_top_10_share", WHERE)
    program, *arguments = shlex.split(card.rebuild)
    assert program == "rashinban"
    done = rashinban(*arguments, "--format", "json", base=released)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads(card.json())


def test_a_card_says_what_it_rests_on(base: Base) -> None:
    card = base.card("pp_top_10", WHERE)
    assert (
        card.id
        == f"pp_top_10/country=CN;technology_area=jp20-03;fractional;openalex;cited_by_count;standard/{base.release}"
    )
    assert card.title.en == "China in Artificial intelligence and machine learning: Proportion of top 10 % publications"
    assert card.title.ja.startswith("中国・人工知能・機械学習技術：")
    assert card.provenance.simulated
    assert [source.data_source for source in card.provenance.sources] == ["openalex"]
    assert len(card.provenance.sources[0].sha256) == 64
    area = card.definition.technology_area
    assert area is not None
    assert [point.alternative for point in area.band] == ["standard", "narrow", "broad"]
    assert area.band[0].value == card.value
    assert card.coverage.shares["country"] is not None and 0.9 < card.coverage.shares["country"] < 1
    assert card.own == "CN"
    assert "CN" in [point.key for point in card.ranking]
    assert base.release in card.cite["text"] and "SIMULATED" in card.cite["text"]


def test_show_prints_one_object_per_country(released: Path, rashinban: Run) -> None:
    done = rashinban(
        "show", "p,pp_top_10", "--by", "country", "--where", "technology_area=jp20-03", "--where", "year=2018..2021",
        "--top", "2", "--format", "json", base=released,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, second = json.loads(done.stdout)
    assert list(first) == ["country", "p", "pp_top_10"]
    assert list(first["p"]) == ["value", "lower", "upper", "rank", "rank_lower", "rank_upper", "works", "coverage"]
    assert first["p"]["value"] > second["p"]["value"]
    assert "SIMULATED" in done.stderr


def test_csv_has_a_column_for_each_field(released: Path, rashinban: Run) -> None:
    done = rashinban("show", "mncs", "--by", "country,year", "--format", "csv", "--top", "3", base=released)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0])[:4] == ["country", "year", "mncs", "mncs_lower"]
    assert len(rows) == 3


def test_python_gives_arrow_with_types(base: Base) -> None:
    table = base.show(["p"], by=["country", "year"]).to_arrow()
    assert [str(table.schema.field(name).type) for name in ("country", "year", "p", "p_rank")] == [
        "string", "int64", "double", "int64",
    ]  # fmt: skip


def test_a_world_file_of_the_base_scores_as_the_base_itself(
    base: Base, released: Path, rashinban: Run, tmp_path: Path
) -> None:
    world = tmp_path / "world.parquet"
    assert rashinban("reference", "build", world, base=released).returncode == 0
    local = base.show("mncs,pp_top_10", by="field", reference="local").flat()
    given = base.show("mncs,pp_top_10", by="field", reference=f"world:{world}").flat()
    assert given == local
    assert given != base.show("mncs,pp_top_10", by="field", reference="openalex").flat()


def test_networks_and_windows_are_other_citations(base: Base) -> None:
    values = {
        citations: base.show("mncs", by="country", where={"country": "CN"}, reference="local", citations=citations)
        .rows[0]
        .measured["mncs"]
        .value
        for citations in ("cited_by_count", "counts_by_year", "network", "network_without_self")
    }
    assert len(set(values.values())) == 4


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("show", "pp_top_11"), 2, "indicator 'pp_top_11' is not known; known are"),
        (("show", "p", "--by", "contry"), 2, "key 'contry' is not known; known are"),
        (("show", "p", "--where", "technology_area=jp20-99"), 2, "jp20-99"),
        (("show", "p", "--counting", "half"), 2, "counting 'half' is not known"),
        (("show", "hhi", "--by", "country"), 2, "leave out country"),
        (("show", "p", "--release", "2020-01-01-00000000"), 2, "2020-01-01-00000000"),
        (("card", "p", "--format", "pdf"), 2, "pdf"),
        (("frobnicate",), 2, "No such command"),
    ],
)
def test_wrong_calls_are_one_clear_line(
    released: Path, rashinban: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = rashinban(*arguments, base=released)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert said in done.stderr


def test_a_folder_without_a_base_says_what_to_do(rashinban: Run, tmp_path: Path) -> None:
    done = rashinban("show", "p", base=tmp_path / "nothing")
    assert done.returncode == 1
    assert done.stderr.startswith("rashinban: ") and "rashinban update" in done.stderr


def test_units_names_everything(rashinban: Run) -> None:
    done = rashinban("units", "--format", "json")
    names = {(row["unit"], row["name"]) for row in json.loads(done.stdout)}
    assert {
        ("indicator", "pp_top_10"),
        ("key", "technology_area"),
        ("model", "universe"),
        ("data source", "ror"),
    } <= names


def test_check_and_doctor_look_at_the_base(released: Path, rashinban: Run) -> None:
    done = rashinban("check", base=released)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, f"{released}: no breach")
    said = rashinban("doctor", base=released).stdout
    assert "duckdb 2." in said and "kb/works: 3,000 rows" in said


def test_a_table_without_rows_says_so_and_what_to_try(released: Path, rashinban: Run) -> None:
    asked = ("show", "p", "--by", "country", "--where", "year=1901..1902")
    done = rashinban(*asked, base=released)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == (
        "nothing matched: no works with --where year=1901..1902; leave one out, or see with "
        "`rashinban show p --by year` which values there are"
    )
    # A file of no rows stays what a program expects.
    assert rashinban(*asked, "--format", "json", base=released).stdout == "[]\n"
    assert rashinban(*asked, "--format", "csv", base=released).stdout.startswith("country,p,")
