"""Commands that write files for others: tables, works with all that belongs to them, collections of cards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashinban.cli.app import app
from rashinban.cli.options import (
    AlternativeOption,
    BaseOption,
    ReleaseOption,
    WhereOption,
    open_release_of,
    stage_of,
)

if TYPE_CHECKING:
    from rashinban.access.export.tables import Exported

export_app = typer.Typer(
    help="Files for others: tables, works, cards, with sources and licences.", no_args_is_help=True
)
app.add_typer(export_app, name="export")

ToOption = Annotated[Path, typer.Option("--to", help="Folder to make. It appears whole or not at all.")]
FileFormatOption = Annotated[str, typer.Option("--format", help="parquet, csv or jsonl.")]
OverwriteOption = Annotated[bool, typer.Option("--overwrite", help="Put it in the place of an export that is there.")]


@export_app.command("table")
def export_table(
    tables: Annotated[str, typer.Argument(help="Tables and stored models with commas, or all; see docs/reference.")],
    to: ToOption,
    where: WhereOption = [],  # noqa: B006
    columns: Annotated[str, typer.Option("--columns", help="Columns of one table with commas; else all.")] = "",
    alternative: AlternativeOption = "standard",
    format: FileFormatOption = "parquet",
    overwrite: OverwriteOption = False,
    release: ReleaseOption = None,
    base: BaseOption = None,
) -> None:
    """Tables and stored models as files, with the meaning, sources and licence of every column.

    Example: rashinban export table works,authorships --format csv --to tables
    """
    with open_release_of(base, release) as opened:
        done = opened.export.table(
            tables, to, where=where, columns=columns, alternative=alternative,
            format=format, overwrite=overwrite, say=stage_of("export"),
        )  # fmt: skip
        _say(done, simulated=bool(opened.about["simulated"]))


@export_app.command("works")
def export_works(
    to: ToOption,
    where: WhereOption = [],  # noqa: B006
    alternative: AlternativeOption = "standard",
    format: FileFormatOption = "parquet",
    overwrite: OverwriteOption = False,
    release: ReleaseOption = None,
    base: BaseOption = None,
) -> None:
    """Works with all that comes with their records: authorships, affiliations, topics, citations, awards...

    Example: rashinban export works --where country=JP --where year=2018..2021 --to japan
    """
    with open_release_of(base, release) as opened:
        done = opened.export.works(
            to, where=where, alternative=alternative, format=format, overwrite=overwrite, say=stage_of("export")
        )
        _say(done, simulated=bool(opened.about["simulated"]))


def _say(done: Exported, *, simulated: bool) -> None:
    for entry in done.files:
        typer.echo(f"{entry.rows or 0:>12,} rows {entry.bytes:>15,} bytes  {entry.name}")
    chosen = "all rows" if done.works is None else f"the rows of {done.works:,} works"
    typer.echo(f"{done.target}: {chosen}; columns, sources and licences are in datapackage.json")
    if simulated:
        typer.echo("SIMULATED: an invented world, no statement about any real country or institution")
