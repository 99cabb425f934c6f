"""The same parse and the same SQL on a standalone cluster of one master and two workers, on loopback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cluster_job import COUNTRIES, PARAMETERS, attach
from raw_works import parse_here, parsed_tables, write_files

from needs import absent
from rashinban.engine import Engine

PATIENCE = 120.0
JOB = Path(__file__).with_name("cluster_job.py")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment() -> dict[str, str]:
    # Without SPARK_LOCAL_IP Spark announces the address of the machine's name, which may lead elsewhere.
    spark = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    # Six machines' worth of JVMs live for a minute: the optimising compiler would cost more than it saves.
    java = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
    return {**os.environ, **spark, **java}


class Daemon:
    """A master or a worker in a process group of its own, so that its executors end with it."""

    def __init__(self, log: Path, name: str, *arguments: str) -> None:
        spec = find_spec("pyspark")
        assert spec is not None and spec.origin is not None
        self.log = log
        with log.open("wb") as stream:
            self.process = subprocess.Popen(
                [str(Path(spec.origin).parent / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", *arguments],
                stdout=stream,
                stderr=subprocess.STDOUT,
                env=environment(),
                cwd=log.parent,
                start_new_session=True,
            )

    def end(self) -> None:
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(10)
            except ProcessLookupError:
                return
            except subprocess.TimeoutExpired:
                continue


def alive_workers(port: int) -> int:
    try:
        with urlopen(f"http://127.0.0.1:{port}/json/", timeout=5) as answer:
            return int(json.load(answer)["aliveworkers"])
    except (URLError, OSError, ValueError):
        return 0


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        absent("Java not found: a Spark cluster needs a Java 17 runtime")
    if find_spec("pyspark") is None:
        absent("pyspark not found: install the extra with `uv sync --extra spark`")
    folder = tmp_path_factory.mktemp("cluster")
    port, page = free_port(), free_port()
    master = f"spark://127.0.0.1:{port}"
    with ExitStack() as running:
        daemons = []

        def start(log: str, *arguments: str) -> None:
            daemons.append(Daemon(folder / log, *arguments))
            running.callback(daemons[-1].end)

        start("master.log", "master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(page))
        for number in (1, 2):
            cores = ("-c", "1", "-m", "1g", "-d", str(folder / f"work-{number}"), "--webui-port", str(free_port()))
            start(f"worker-{number}.log", "worker.Worker", "--host", "127.0.0.1", *cores, master)
        patience = time.monotonic() + PATIENCE
        while alive_workers(page) < 2:
            ended = [daemon.log for daemon in daemons if daemon.process.poll() is not None]
            if ended or time.monotonic() > patience:
                logs = "\n".join(f"{d.log.name}: {d.log.read_text(errors='replace')[-2000:]}" for d in daemons)
                pytest.fail(f"the cluster did not start in {PATIENCE:.0f} s\n{logs}")
            time.sleep(0.5)
        yield master


@pytest.mark.spark
@pytest.mark.timeout(600)
def test_parse_and_sql_on_a_cluster_equal_those_of_duckdb(cluster: str, duckdb: Engine, tmp_path: Path) -> None:
    files = write_files(tmp_path / "here" / "raw")
    parse_here(files, tmp_path / "here" / "parsed")
    ran = subprocess.run(
        [sys.executable, str(JOB), cluster, str(tmp_path / "cluster")],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=400,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-4000:]

    parsed = parsed_tables(tmp_path / "here" / "parsed")
    assert len(parsed) > 12
    assert parsed_tables(tmp_path / "cluster" / "parsed") == parsed

    attach(duckdb, tmp_path / "here" / "parsed")
    expected = duckdb.query(COUNTRIES, PARAMETERS)
    # 2018: W1 is Japan's, W2 half Japan's and half America's: 1.5 and 0.5 of 2; citations (1 x 3 + 0.5 x 0) / 1.5.
    # 2019: W3 is half France's and half Japan's, W4 America's: 0.5, 0.5 and 1 of 2.
    columns = ("year", "country", "works", "p", "p_share", "mcs", "p_rank")
    assert expected.to_pylist() == [
        dict(zip(columns, row, strict=True))
        for row in [
            (2018, "JP", 2, 1.5, 1.5 / 2, 3 / 1.5, 1),
            (2018, "US", 1, 0.5, 0.5 / 2, 0.0, 2),
            (2019, "FR", 1, 0.5, 0.5 / 2, 10.0, 2),
            (2019, "JP", 1, 0.5, 0.5 / 2, 10.0, 2),
            (2019, "US", 1, 1.0, 1.0 / 2, 7.0, 1),
        ]
    ]
    parts = sorted((tmp_path / "cluster" / "answers" / "countries").iterdir())
    assert [path.name for path in parts] == [f"part-{number}.parquet" for number in range(len(parts))]
    found = pa.concat_tables([pq.read_table(path) for path in parts]).sort_by(
        [("year", "ascending"), ("country", "ascending")]
    )
    assert found.to_pylist() == expected.to_pylist()
    assert [field.type for field in found.schema] == [field.type for field in expected.schema]

    said = json.loads((tmp_path / "cluster" / "answers" / "said.json").read_text())
    # Each worker's executor has its own daemon process, the parent of those that run Python.
    assert said == {"rows": 5, "again": 5, "hosts": 1, "daemons": 2}
    assert list((tmp_path / "cluster" / "temporary").iterdir()) == []
