"""Commands that write files for others: tables, works with all that belongs to them, collections of cards."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rashinban.cli.app import app
from rashinban.cli.options import (
    AlternativeOption,
    BaseOption,
    CitationsOption,
    CountingOption,
    ReferenceOption,
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
        _say(done, opened.about)


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
        _say(done, opened.about)


@export_app.command("cards")
def export_cards(
    to: Annotated[Path, typer.Option("--to", help="Folder to make, or a zip file where the name ends in .zip.")],
    cards: Annotated[
        list[str] | None, typer.Argument(help="Ids of cards, or indicators to which --where and the options belong.")
    ] = None,
    listed: Annotated[Path | None, typer.Option("--from", help="Text file with one card a line; # for notes.")] = None,
    where: WhereOption = [],  # noqa: B006
    counting: CountingOption = "fractional",
    reference: ReferenceOption = "openalex",
    citations: CitationsOption = "cited_by_count",
    alternative: AlternativeOption = "standard",
    author: Annotated[
        str | None, typer.Option("--author", help="Organisation that answers for it: NAME or 'NAME <https://...>'.")
    ] = None,
    format: Annotated[str, typer.Option("--format", help="Of the works behind each card: csv or parquet.")] = "csv",
    overwrite: OverwriteOption = False,
    release: ReleaseOption = None,
    base: BaseOption = None,
) -> None:
    """Evidence cards as an RO-Crate: JSON, pages, pictures, the works behind them, sources, licences, what made them.

    Example: rashinban export cards p pp_top_10 --where country=JP --where technology_area=jp20-09 --to crate.zip
    """
    from rashinban.access.export.cards import read_list, release_of

    named = [*(cards or []), *(read_list(listed) if listed else [])]
    chosen = {
        "counting": counting, "reference": reference, "citations": citations, "alternative": alternative,
    }  # fmt: skip
    with open_release_of(base, release or release_of(named)) as opened:
        done = opened.export.cards(
            named, to, where=where, author=author, format=format, overwrite=overwrite, say=stage_of("export"), **chosen
        )
        for identifier, folder in done.cards.items():
            typer.echo(f"{folder}  {identifier}")
        typer.echo(f"{done.target}: cards: {len(done.cards)}; open ro-crate-preview.html to read them")
        _say_simulated(opened.about)


def _say(done: Exported, about: Mapping[str, Any]) -> None:
    for entry in done.files:
        typer.echo(f"{entry.rows or 0:>12,} rows {entry.bytes:>15,} bytes  {entry.name}")
    chosen = "all rows" if done.works is None else f"the rows of {done.works:,} works"
    typer.echo(f"{done.target}: {chosen}; columns, sources and licences are in datapackage.json")
    _say_simulated(about)


def _say_simulated(about: Mapping[str, Any]) -> None:
    if about["simulated"]:
        typer.echo("SIMULATED: an invented world, no statement about any real country or institution")
