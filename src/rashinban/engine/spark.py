"""The engine for records that outgrow one machine: the same SQL on Apache Spark. Only this module imports pyspark.

Settings that make Spark answer as DuckDB does: ANSI on, so that x / 0, a cast that cannot be and an overflow
are errors on both, never a silent null; UTC and timestamps without zone; names matched without regard to case
(Spark's default and DuckDB's rule). The driver and the workers see the base under the same path.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.engine.core import EngineName, Parameters
from rashinban.engine.portable import arguments, plain_table, to_spark
from rashinban.engine.spill import spill_folder
from rashinban.engine.store import disk_full
from rashinban.errors import RashinbanError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Given = TypeVar("Given")
Made = TypeVar("Made")

_JAVA = "install a Java runtime, version 17 or 21 (Debian: apt install openjdk-17-jre-headless), or set JAVA_HOME"

_SETTINGS = {
    "spark.app.name": "rashinban",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
    # A result is asked for by a caller who has room for it; Spark's own limit (1 GB) would end the run.
    "spark.driver.maxResultSize": "0",
}

# Without a file of its own Spark tells about its logging before it reads any setting.
_LOGGING = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c{1}: %m%n
logger.gateway.name = org.apache.spark.api.python.PythonGatewayServer
logger.gateway.level = error
"""


class SparkEngine:
    """Spark behind the interface of engine.core.Engine, on `master`: `local[2]`, `spark://host:7077`.

    A process has one Spark context. The engine that starts it ends it; another engine with the same master
    shares it, with relations of its own. On a cluster `temporary` lies where all machines see it, as the
    base does.
    """

    name: EngineName = "spark"

    def __init__(self, *, master: str, temporary: Path | None = None, memory_limit: str | None = None) -> None:
        _check_installed()
        if temporary is None and not master.startswith("local"):
            raise RashinbanError(f"Spark on {master} needs a temporary folder that all its machines see")
        self._temporary = spill_folder("spark", temporary)
        try:
            self.session, self._started = _session(master, self._temporary, memory_limit)
        except BaseException:
            shutil.rmtree(self._temporary, ignore_errors=True)
            raise

    def attach(self, relation: str, paths: Sequence[Path], schema: pa.Schema | None = None) -> None:
        if not paths:
            if schema is None:
                raise ValueError(f"relation {relation!r} has neither files nor a schema")
            self.attach_table(relation, schema.empty_table())
            return
        for path in paths:
            if path.name.startswith(("_", ".")):
                raise RashinbanError(f"{path}: Spark does not read a file whose name begins with _ or .; rename it")
        # Without the option, a folder named `a=1` above the base would become a column.
        files = self.session.read.option("recursiveFileLookup", "true").parquet(*[_literal(path) for path in paths])
        files.createOrReplaceTempView(relation)

    def attach_table(self, relation: str, table: pa.Table) -> None:
        self.session.createDataFrame(plain_table(table)).createOrReplaceTempView(relation)

    def define(self, relation: str, sql: str, parameters: Parameters | None = None, *, keep: bool = False) -> None:
        if keep or arguments(sql, parameters):
            folder = self._temporary / f"{relation}-{uuid4().hex}"
            self._frame(sql, parameters).write.parquet(str(folder))
            self.session.read.parquet(str(folder)).createOrReplaceTempView(relation)
        else:
            self._frame(sql, None).createOrReplaceTempView(relation)

    def query(self, sql: str, parameters: Parameters | None = None) -> pa.Table:
        return self._frame(sql, parameters).toArrow()

    def stream(self, sql: str, parameters: Parameters | None = None) -> Iterator[pa.RecordBatch]:
        # By way of files: Spark's own iterators give Python rows, or hold the whole result in the driver.
        folder = self._temporary / f"stream-{uuid4().hex}"
        try:
            self.write(sql, folder, parameters)
            for path in _parts(folder):
                with pq.ParquetFile(path) as file:
                    yield from file.iter_batches()
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def write(self, sql: str, target: Path, parameters: Parameters | None = None) -> int:
        target.mkdir(parents=True, exist_ok=True)
        frame = self._frame(sql, parameters)
        beside = target.absolute() / f".spark-{uuid4().hex}"
        rows = 0
        try:
            with _plain_errors(target):
                frame.write.parquet(str(beside))
            for number, path in enumerate(sorted(beside.glob("part-*.parquet"))):
                rows += pq.read_metadata(path).num_rows
                path.rename(target / f"part-{number}.parquet")
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return rows

    def map_files(self, function: Callable[[Given], Made], arguments: Sequence[Given]) -> list[Made]:
        """`function` of each argument, each in its own task; the answers in the order of the arguments.

        The workers import the function by name: Rashinban is installed where they run. An exception in one
        task fails the whole call after Spark's retries, so a function keeps its refusals in its answer.
        """
        if not arguments:
            return []
        tasks = self.session.sparkContext.parallelize(list(arguments), len(arguments))
        made: list[Made] = tasks.map(function).collect()
        return made

    def explain(self, sql: str) -> str:
        frame = self._frame(sql, None)
        return str(frame._jdf.queryExecution().toString())

    def close(self) -> None:
        if self._started:
            self.session.stop()
        else:
            for view in self.session.catalog.listTables():
                self.session.catalog.dropTempView(view.name)
        shutil.rmtree(self._temporary, ignore_errors=True)

    def _frame(self, sql: str, parameters: Parameters | None) -> DataFrame:
        from pyspark.sql import types
        from pyspark.sql.functions import col

        values = {name: _sized(value) for name, value in arguments(sql, parameters).items()}
        frame = self.session.sql(to_spark(sql), args=values)
        for column in frame.schema.fields:
            plain = None
            if isinstance(column.dataType, types.DecimalType):
                plain = "bigint" if column.dataType.scale == 0 else "double"
            elif isinstance(column.dataType, types.NullType):
                plain = "int"
            if plain:
                frame = frame.withColumn(column.name, col(f"`{column.name}`").cast(plain))
        return frame


@contextmanager
def _plain_errors(target: Path) -> Iterator[None]:
    """A full disk, said as such: Spark tells of it as a failed task."""
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JJavaError) as error:
        if "No space left on device" in str(error):
            raise disk_full(target) from error
        raise


def _check_installed() -> None:
    if find_spec("pyspark") is None:
        raise RashinbanError("the Spark engine is not installed; run: pip install 'rashinban[spark]'")
    home = os.environ.get("JAVA_HOME")
    if home and not (Path(home) / "bin" / "java").exists():
        raise RashinbanError(f"JAVA_HOME is {home}, where there is no bin/java; {_JAVA}")
    if not home and shutil.which("java") is None:
        raise RashinbanError(f"Spark needs Java, which was not found; {_JAVA}")


def _session(master: str, temporary: Path, memory_limit: str | None) -> tuple[SparkSession, bool]:
    """A session of its own in the process's context, and whether this call started that context."""
    from pyspark import SparkContext
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    running = SparkContext._active_spark_context
    if running is not None:
        if running.master != master:
            raise RashinbanError(f"Spark already runs in this process on {running.master}; {master} needs another")
        return SparkSession(running).newSession(), False
    logging = temporary / "log4j2.properties"
    logging.write_text(_LOGGING, encoding="utf-8")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = dict(_SETTINGS)
    settings["spark.driver.extraJavaOptions"] = f"-Dlog4j2.configurationFile={logging.as_uri()}"
    settings["spark.sql.warehouse.dir"] = (temporary / "warehouse").as_uri()
    settings["spark.driver.memory"] = _spark_size(memory_limit or "2GB")
    if master.startswith("local"):
        # One machine: nobody else is to reach the driver, and 200 shuffle files would cost more than the query.
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        settings |= {"spark.sql.shuffle.partitions": "8", "spark.local.dir": str(temporary)}
    builder = SparkSession.builder.master(master)
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except PySparkException as error:
        raise RashinbanError(f"Spark did not start on {master}: {error}; {_JAVA}") from error
    session.sparkContext.setLogLevel("ERROR")
    return session, True


def _spark_size(text: str) -> str:
    """DuckDB's '4GB' or '500MB' as Spark writes it."""
    found = re.fullmatch(r"(\d+)\s*([MG])i?B?", text.strip(), re.IGNORECASE)
    if not found:
        raise RashinbanError(f"memory limit {text!r} is not understood; write 4GB or 500MB")
    return f"{found[1]}{found[2].lower()}"


def _literal(path: Path) -> str:
    """A path without wildcards: Spark would expand [ ] { } * ? in a file's name."""
    return re.sub(r"([\[\]{}*?\\])", r"\\\1", str(path.absolute()))


def _parts(folder: Path) -> list[Path]:
    return sorted(folder.glob("part-*.parquet"), key=lambda path: int(path.stem.partition("-")[2]))


def _sized(value: object) -> object:
    """A list of whole numbers as one literal: Spark takes no list that mixes 32 and 64 bits."""
    if isinstance(value, list) and any(type(item) is int and abs(item) >= 2**31 for item in value):
        from pyspark.sql.functions import expr

        return expr("array(" + ", ".join(f"{int(item)}L" for item in value) + ")")
    return value
