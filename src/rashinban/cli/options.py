"""Options and printing that the commands share; heavy modules are imported when used, so that --help is quick."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from rashinban.access.api import Base
    from rashinban.engine import Engine

BaseOption = Annotated[
    Path | None, typer.Option("--base", help="Folder of the base; else $RASHINBAN_BASE, else ./base.")
]
WaitOption = Annotated[float, typer.Option("--wait", help="Seconds to wait while another process holds the base.")]
LanguageOption = Annotated[Literal["en", "ja"], typer.Option("--language", help="en or ja.")]
FormatOption = Annotated[str, typer.Option("--format", help="table, json, csv or parquet.")]
WhereOption = Annotated[
    list[str], typer.Option("--where", help="KEY=VALUE; VALUE is one value, A|B, or a range 2018..2021. Repeatable.")
]
CountingOption = Annotated[str, typer.Option("--counting", help="fractional or full.")]
ReferenceOption = Annotated[str, typer.Option("--reference", help="openalex, local or world:FILE.")]
CitationsOption = Annotated[
    str, typer.Option("--citations", help="cited_by_count, counts_by_year, network or network_without_self.")
]
AlternativeOption = Annotated[
    str, typer.Option("--alternative", help="Definition of the technology area: standard, narrow or broad.")
]
ReleaseOption = Annotated[str | None, typer.Option("--release", help="A release's id; else the current one.")]
EngineOption = Annotated[str, typer.Option("--engine", help="duckdb or spark.")]
MasterOption = Annotated[str | None, typer.Option("--master", help="Spark master, for example spark://host:7077.")]
MemoryOption = Annotated[str | None, typer.Option("--memory", help="Memory that DuckDB may use, for example 4GB.")]
WorkersOption = Annotated[int | None, typer.Option("--workers", help="Processes; else one for each core.")]


def base_of(given: Path | None) -> Path:
    from rashinban.access.api import base_folder

    return base_folder(given)


def existing_base_of(given: Path | None) -> Path:
    """The folder of a base that is there: what is written to a mistyped name would begin a base of its own."""
    from rashinban.errors import NotBuilt

    folder = base_of(given)
    if not folder.is_dir():
        raise NotBuilt(f"{folder}: no such base; run `rashinban fetch` first, or name another with --base")
    return folder


def moment() -> datetime:
    """The moment at which a decision is written down, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def open_release_of(base: Path | None, release: str | None) -> Base:
    from rashinban.access.api import Base

    return Base(base, release=release)


def print_rows(table: Any, format: str, *, objects: Any = None, displays: Mapping[str, str] | None = None) -> None:
    """Print rows in the format asked for; on a terminal a table, elsewhere the same in plain text."""
    from rashinban.access.serialisers.table import to_rich, write_rows

    if format == "table":
        from rich.console import Console

        width = None if sys.stdout.isatty() else 160
        Console(width=width).print(to_rich(objects or table.to_pylist(), displays=displays or {}))
    else:
        write_rows(table, format, sys.stdout.buffer, objects=objects)


def progress_of() -> Callable[[str, str, int, int], None]:
    """A progress bar with rate and time left on a terminal; elsewhere plain lines."""
    from rashinban.access.progress import progress

    return progress()


def engine_of(base: Path | None, name: str, master: str | None, memory: str | None) -> AbstractContextManager[Engine]:
    """An engine that spills inside the base and is closed at the end."""
    from contextlib import closing

    from rashinban.engine import open_engine
    from rashinban.engine.spill import SPILL

    return closing(open_engine(name, memory_limit=memory, master=master, temporary=base_of(base) / SPILL))


def stage_of(name: str) -> Callable[[str, int, int], None]:
    """Progress of one stage run alone."""
    told = progress_of()
    return lambda what, done, total: told(name, what, done, total)
