"""The command that puts two programmes side by side: the people and texts that their awards have in common."""

from __future__ import annotations

from typing import Annotated

import typer

from rashinban.cli.app import app
from rashinban.cli.options import BaseOption, FormatOption, ReleaseOption, open_release_of, print_rows

#: The columns that a terminal has room for; a file has all.
_ON_TERMINAL = ["number", "title", "other_number", "other_title", "people_names", "similarity", "timing"]


@app.command()
def overlap(
    programme: Annotated[str, typer.Argument(help="A programme's id; see `rashinban programme list`.")],
    other: Annotated[str, typer.Argument(help="Another's, of which neither is a part of the other.")],
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only so many pairs, the closest first.")] = None,
    release: ReleaseOption = None,
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """Awards of two programmes that share people, or whose titles and summaries are alike.

    Descriptive: overlap is not duplication.
    Example: rashinban overlap crest moonshot --format csv > pairs.csv
    """
    import json

    from rashinban.access.serialisers.display import number
    from rashinban.catalog import indicator

    with open_release_of(base, release) as opened:
        found = opened.overlap(programme, other)
    if format == "json":
        fields = found.fields()
        typer.echo(json.dumps({**fields, "pairs": fields["pairs"][:top]}, ensure_ascii=False, indent=1))
    elif format == "table":
        print_rows(found.table.select(_ON_TERMINAL).slice(0, top), format)
    else:
        print_rows(found.table.slice(0, top), format)
    for awards, (of, measured) in zip(found.awards, found.shares.items(), strict=True):
        told = [
            f"{indicator(name).meta.title.en.lower()}: {number(one.value, 'share', 'en')}"
            for name, one in measured.items()
        ]
        typer.echo(f"{of}: {awards:,} awards; {'; '.join(told)}", err=format != "table")
    typer.echo(f"{len(found.pairs):,} pairs; overlap is not duplication: read both", err=format != "table")
