"""The command that prints one record by any of its ids."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from rashinban.cli.app import app
from rashinban.cli.options import BaseOption, ReleaseOption, open_release_of


@app.command()
def record(
    kind: Annotated[
        str,
        typer.Argument(
            help="works, authors, institutions, sources, publishers, funders, awards, topics, concepts or "
            "technology_areas."
        ),
    ],
    id: Annotated[str, typer.Argument(help="DOI, ORCID, ROR id, ISSN, award number or OpenAlex id.")],
    release: ReleaseOption = None,
    base: BaseOption = None,
    format: Annotated[
        Literal["table", "json"], typer.Option("--format", help="table is for the terminal: lists only counted.")
    ] = "table",
) -> None:
    """One record as the release has it, with all that belongs to it.

    Example: rashinban record institutions https://ror.org/057zh3y96 --format json
    """
    import json

    with open_release_of(base, release) as opened:
        found = opened.record(kind, id)
    if format == "json":
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1, default=str))
        return
    for name, value in found.items():
        if value not in (None, [], {}):
            typer.echo(f"{name}: {_brief(value)}")


def _brief(value: object) -> str:
    if isinstance(value, list):
        return f"{len(value):,}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {inner}" for name, inner in value.items() if inner is not None)
    return str(value)
