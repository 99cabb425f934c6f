"""The command that finds records by words, ids and filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rashinban.cli.app import app
from rashinban.cli.options import BaseOption, FormatOption, ReleaseOption, WhereOption, open_release_of, print_rows

if TYPE_CHECKING:
    from rashinban.search.found import Hit

#: The columns on a terminal, for works and for everything together.
_READ = ["kind", "id", "title", "year", "cited_by_count", "people", "venue"]


@app.command()
def search(
    query: Annotated[
        str, typer.Argument(help='Words (all must occur), "a phrase", OR, NOT, (), word*, title:, author:, year:2018..')
    ] = "",
    kind: Annotated[
        list[str],
        typer.Option(
            "--kind",
            help="works, authors, institutions, sources, funders, awards, patents, topics, technology_areas "
            "or sentences (of strategies). Repeatable.",
        ),
    ] = [],  # noqa: B006
    where: WhereOption = [],  # noqa: B006
    sort: Annotated[str, typer.Option("--sort", help="relevance, newest or most_cited.")] = "relevance",
    top: Annotated[int, typer.Option("--top", min=1, help="How many to print; at most 100,000.")] = 20,
    release: ReleaseOption = None,
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """Records by words, ids and filters: works, people, institutions, awards, topics in one list.

    Example: rashinban search "quantum AND year:2018..2021" --kind works --top 20
    """
    from rashinban.access.serialisers.hits import hits_table

    with open_release_of(base, release) as opened:
        index = opened.index
        filters = _filters(where)
        # The summary of the first hits says what to try; the rows may be many more.
        found = index.find(query, kinds=kind, filters=filters, sort=sort, limit=1)
        total, hits = index.rows(query, kinds=kind, filters=filters, sort=sort, top=top)
    table = hits_table(hits)
    if format == "table":
        if hits:
            # For the eye the title matters; a file holds everybody whom a hit shows.
            first = [_first(hit) for hit in hits]
            print_rows(table.select(_READ).set_column(_READ.index("people"), "people", [first]), format)
    else:
        print_rows(table, format)
    apart = format != "table"
    typer.echo(f"{len(hits):,} of {total:,} found, in {found.searched:,} records", err=apart)
    if found.did_you_mean:
        typer.echo(f"did you mean: {found.did_you_mean}", err=apart)
    for note in found.notes:
        typer.echo(note.en, err=apart)


def _filters(where: list[str]) -> dict[str, object]:
    """`KEY=VALUE` as it stands in --where of other commands."""
    from rashinban.errors import UsageError

    found: dict[str, object] = {}
    for text in where:
        key, separator, value = text.partition("=")
        if not separator or not value or key in found:
            raise UsageError(f"--where {text!r}: write KEY=VALUE, each key once; several values as KEY=A|B")
        found[key] = value
    return found


def _first(hit: Hit) -> str | None:
    """The first of the people, and how many there are besides."""
    if not hit.people:
        return None
    others = hit.people_total - 1
    return f"{hit.people[0]} +{others}" if others else hit.people[0]
