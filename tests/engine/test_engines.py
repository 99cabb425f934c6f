"""What each call of the interface does, on both engines."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from raw_works import jobs, parse_here, parsed_tables, write_files

from rashinban.engine import Engine, open_engine
from rashinban.errors import RashinbanError, UsageError
from rashinban.stages.parse import parse_file

SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        ("year", pa.int32()),
        ("cited", pa.int64()),
        ("share", pa.float64()),
        ("is_open", pa.bool_()),
        ("day", pa.date32()),
    ]
)
ROWS = [
    {"id": "W1", "year": 2018, "cited": 2**40, "share": 0.25, "is_open": True, "day": date(2018, 1, 2)},
    {"id": "W2", "year": None, "cited": None, "share": None, "is_open": None, "day": None},
    {"id": "日本", "year": 2020, "cited": 0, "share": -1e300, "is_open": False, "day": date(1899, 12, 31)},
]


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(request.param)
    return found


def table(rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def in_files(folder: Path, names: list[str]) -> list[Path]:
    """One row a file."""
    paths = []
    for name, row in zip(names, ROWS, strict=True):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table([row]), path)
        paths.append(path)
    return paths


def plain(schema: pa.Schema) -> list[tuple[str, pa.DataType]]:
    return [(field.name, field.type) for field in schema]


def test_files_are_one_relation_with_their_types(engine: Engine, tmp_path: Path) -> None:
    engine.attach("things", in_files(tmp_path, ["a.parquet", "b.parquet", "c/d.parquet"]))
    found = engine.query("select * from things order by id nulls last")
    assert found.to_pylist() == ROWS
    assert plain(found.schema) == plain(SCHEMA)


@pytest.mark.parametrize(
    "names",
    [
        ["[1].parquet", "*.parquet", "?.parquet"],
        ["{a,b}.parquet", "a b.parquet", "a%20b.parquet"],
        ["it's.parquet", "日本語.parquet", "a--b=c.jsonl.gz.parquet"],
        [".works.new/a.parquet", "_refused/a.parquet", "a.b/c.parquet"],
    ],
)
def test_names_of_files_are_taken_as_they_are(engine: Engine, tmp_path: Path, names: list[str]) -> None:
    paths = in_files(tmp_path, names)
    in_files(tmp_path, ["1.parquet", "a.parquet", "b.parquet"])
    engine.attach("things", paths)
    assert engine.query("select id from things order by id nulls last").column("id").to_pylist() == ["W1", "W2", "日本"]


def test_folders_are_not_columns(engine: Engine, tmp_path: Path) -> None:
    engine.attach("things", in_files(tmp_path, ["run=1/a.parquet", "run=1/b.parquet", "run=2/a.parquet"]))
    assert engine.query("select * from things").column_names == SCHEMA.names


def test_no_files_are_an_empty_relation_with_types(engine: Engine) -> None:
    engine.attach("things", [], SCHEMA)
    found = engine.query("select * from things")
    assert found.num_rows == 0
    assert plain(found.schema) == plain(SCHEMA)
    with pytest.raises(ValueError, match="'things' has neither files nor a schema"):
        engine.attach("things", [])


def test_a_name_is_taken_anew_whatever_it_was(engine: Engine, tmp_path: Path) -> None:
    engine.attach_table("things", table(ROWS))
    engine.attach("things", in_files(tmp_path, ["a.parquet", "b.parquet", "c.parquet"])[:1])
    assert engine.query("select count(*) as n from things").to_pylist() == [{"n": 1}]
    engine.define("things", "select 1 as one")
    assert engine.query("select * from things").to_pylist() == [{"one": 1}]
    engine.define("things", "select $two as two", {"two": 2}, keep=True)
    assert engine.query("select * from things").to_pylist() == [{"two": 2}]
    engine.attach_table("things", table(ROWS[:2]))
    assert engine.query("select count(*) as n from things").to_pylist() == [{"n": 2}]


def test_arrow_types_of_other_writers_are_taken(engine: Engine) -> None:
    given = pa.table(
        {
            "coded": pa.array(["a", "b", "a"]).dictionary_encode(),
            "large": pa.array(["x", None, "z"], pa.large_string()),
            "nothing": pa.nulls(3),
        }
    )
    engine.attach_table("things", given)
    found = engine.query("select large, nothing from things where coded = 'a' order by large nulls last")
    assert found.to_pylist() == [{"large": "x", "nothing": None}, {"large": "z", "nothing": None}]
    assert plain(found.schema) == [("large", pa.string()), ("nothing", pa.int32())]


def test_a_view_follows_and_a_kept_relation_stays(engine: Engine) -> None:
    engine.attach_table("things", table(ROWS))
    engine.define("years", "select year from things where year > $from", {"from": 2018})
    engine.define("kept", "select count(*) as n from things", keep=True)
    engine.attach_table("things", table([]))
    assert engine.query("select year, n from years, kept").to_pylist() == [{"year": 2020, "n": 3}]


def test_write_keeps_types_and_leaves_only_parts(engine: Engine, tmp_path: Path) -> None:
    engine.attach_table("things", table(ROWS))
    sql = (
        "select year, count(*) as n, sum(cited) as cited, sum(share) as share, 1.5 as rate, max(day) as day "
        "from things where id <> $id group by year -- a comment"
    )
    target = tmp_path / "made" / "here"
    assert engine.write(sql, target, {"id": "W2"}) == 2
    names = sorted(path.name for path in target.iterdir())
    assert names == [f"part-{number}.parquet" for number in range(len(names))]
    made = pa.concat_tables([pq.read_table(path) for path in sorted(target.iterdir())]).sort_by("year")
    assert plain(made.schema) == [
        ("year", pa.int32()),
        ("n", pa.int64()),
        ("cited", pa.int64()),
        ("share", pa.float64()),
        ("rate", pa.float64()),
        ("day", pa.date32()),
    ]
    assert made.to_pylist() == [
        {"year": 2018, "n": 1, "cited": 2**40, "share": 0.25, "rate": 1.5, "day": date(2018, 1, 2)},
        {"year": 2020, "n": 1, "cited": 0, "share": -1e300, "rate": 1.5, "day": date(1899, 12, 31)},
    ]


def test_write_of_no_rows_keeps_the_types(engine: Engine, tmp_path: Path) -> None:
    engine.attach_table("things", table(ROWS))
    assert engine.write("select id, year from things where false", tmp_path / "none") == 0
    assert plain(pq.read_schema(tmp_path / "none" / "part-0.parquet")) == [("id", pa.string()), ("year", pa.int32())]


def test_stream_gives_the_rows_in_order(engine: Engine) -> None:
    engine.attach_table("many", pa.table({"n": pa.array(range(200_000), pa.int64())}))
    batches = list(engine.stream("select n, n * 1.0 as x, sum(n) over () as s from many order by n desc nulls last"))
    assert len(batches) > 1
    found = pa.Table.from_batches(batches)
    assert plain(found.schema) == [("n", pa.int64()), ("x", pa.float64()), ("s", pa.int64())]
    assert found.column("n").to_pylist() == list(range(199_999, -1, -1))
    assert found.column("s")[0].as_py() == 199_999 * 200_000 // 2


def test_untyped_null_is_an_integer(engine: Engine, tmp_path: Path) -> None:
    assert plain(engine.query("select null as nothing").schema) == [("nothing", pa.int32())]
    assert engine.write("select null as nothing", tmp_path / "null") == 1
    assert plain(pq.read_schema(tmp_path / "null" / "part-0.parquet")) == [("nothing", pa.int32())]


def test_stream_of_nothing(engine: Engine) -> None:
    assert sum(batch.num_rows for batch in engine.stream("select 1 as a where $no", {"no": False})) == 0


def test_explain_is_a_plan(engine: Engine) -> None:
    engine.attach_table("things", table(ROWS))
    assert "filter" in engine.explain("select id from things where year > 2018 and cited > 3").lower()


def test_relation_nobody_named_is_an_error(engine: Engine) -> None:
    elsewhere = table(ROWS)
    with pytest.raises(Exception, match=r"(?i)elsewhere.*(does not exist|cannot be found)"):
        engine.query("select * from elsewhere")
    assert elsewhere.num_rows == 3


def test_duckdb_spills_only_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    engine = open_engine("duckdb", memory_limit="60MB", threads=1, temporary=tmp_path / "spill")
    engine.define("many", "select i, md5(cast(i as varchar)) as h from range(2000000) as t(i)", keep=True)
    # 2,000,000 rows of 40 bytes and more do not fit into 60 MB.
    assert any(path.is_file() for path in (tmp_path / "spill").rglob("*"))
    assert engine.query("select count(distinct h) as n from many where i < 1000").to_pylist() == [{"n": 1000}]
    engine.close()
    assert list((tmp_path / "spill").iterdir()) == []
    assert list(here.iterdir()) == []


def test_what_a_killed_process_put_aside_is_removed(tmp_path: Path) -> None:
    script = f"""
import os, signal
from pathlib import Path
from rashinban.engine import open_engine
engine = open_engine("duckdb", temporary=Path({str(tmp_path)!r}))
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 1
    first, second = (open_engine("duckdb", temporary=tmp_path) for _ in range(2))
    assert len(list(tmp_path.iterdir())) == 2
    first.close()
    second.close()
    assert list(tmp_path.iterdir()) == []


def test_an_engine_that_nobody_closes_leaves_nothing(tmp_path: Path) -> None:
    script = f"""
from pathlib import Path
from rashinban.engine import open_engine
open_engine("duckdb", temporary=Path({str(tmp_path)!r}))
kept = open_engine("duckdb", temporary=Path({str(tmp_path)!r}))
"""
    subprocess.run([sys.executable, "-c", script], check=True)
    assert list(tmp_path.iterdir()) == []


def test_relative_paths_are_those_of_the_process(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert engine.write("select 1 as one", Path("made")) == 1
    engine.attach("made", [Path("made/part-0.parquet")])
    assert engine.query("select * from made").to_pylist() == [{"one": 1}]
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


def test_unknown_engine_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="engine 'oracle' is not known; use duckdb or spark"):
        open_engine("oracle")


def test_missing_java_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(RashinbanError, match="Spark needs Java, .*install a Java runtime, version 17 or 21"):
        open_engine("spark", master="local[1]")
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with pytest.raises(RashinbanError, match="JAVA_HOME is /nowhere, where there is no bin/java"):
        open_engine("spark", master="local[1]")


def test_missing_pyspark_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashinban.engine.spark.find_spec", lambda name: None)
    with pytest.raises(RashinbanError, match=r"pip install 'rashinban\[spark\]'"):
        open_engine("spark", master="local[1]")


def test_cluster_needs_a_folder_that_all_its_machines_see() -> None:
    pytest.importorskip("pyspark")
    with pytest.raises(RashinbanError, match="temporary folder that all its machines see"):
        open_engine("spark", master="spark://nowhere:7077")


@pytest.mark.spark
def test_second_engine_shares_spark_but_not_relations(spark: Engine) -> None:
    spark.define("mine", "select 1 as one")
    other = open_engine("spark", master="local[2]")
    with pytest.raises(Exception, match="(?i)mine.*cannot be found"):
        other.query("select * from mine")
    other.close()
    assert spark.query("select * from mine").to_pylist() == [{"one": 1}]
    with pytest.raises(RashinbanError, match=r"already runs in this process on local\[2\]; spark://a:1 needs another"):
        open_engine("spark", master="spark://a:1", temporary=Path("/tmp"))


@pytest.mark.spark
def test_parse_on_spark_gives_the_same_tables(spark: Engine, tmp_path: Path) -> None:
    from rashinban.engine.spark import SparkEngine

    assert isinstance(spark, SparkEngine)
    files = write_files(tmp_path / "raw")
    parse_here(files, tmp_path / "here")
    assert spark.map_files(parse_file, jobs(files, tmp_path / "spark")) == [None, None, None]
    here = parsed_tables(tmp_path / "here")
    assert {name for name in here if name.startswith("works/")} == {
        "works/2026-01-02-x--part_000.jsonl.gz.parquet",
        "works/2026-01-02-x--part_001.jsonl.gz.parquet",
    }
    assert parsed_tables(tmp_path / "spark") == here


@pytest.mark.spark
def test_map_files_keeps_the_order_and_runs_elsewhere(spark: Engine) -> None:
    from rashinban.engine.spark import SparkEngine

    assert isinstance(spark, SparkEngine)
    assert spark.map_files(abs, []) == []
    assert spark.map_files(abs, [-3, 2, -1]) == [3, 2, 1]
    assert os.getpid() not in spark.map_files(lambda _: os.getpid(), [0, 1])
    assert spark.map_files(lambda _: sys.executable, [0]) == [sys.executable]
