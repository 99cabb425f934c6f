"""Commands that answer: show, card, records; and what can be asked: units, areas, reference."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rashinban.cli.app import app, areas_app, reference_app
from rashinban.cli.options import (
    AlternativeOption,
    BaseOption,
    CitationsOption,
    CountingOption,
    FormatOption,
    ReferenceOption,
    ReleaseOption,
    WhereOption,
    open_release_of,
    print_rows,
)

if TYPE_CHECKING:
    from rashinban.measure.answer import Answer

#: The columns of `records` on a terminal: those of them that there are.
_READ = [
    *(
        "contribution",
        "weight",
        "value",
        "recipient",
        "applied",
        "awarded",
        "year",
        "title",
        "doi",
        "work_id",
        "award_id",
    ),
    *("application_id", "budget_line_id"),
]


@app.command()
def show(
    indicators: Annotated[str, typer.Argument(help="Names with commas: p,pp_top_10,mncs; see `rashinban units`.")],
    by: Annotated[str, typer.Option("--by", help="Keys with commas: country, technology_area, year, ...")] = "",
    where: WhereOption = [],  # noqa: B006
    counting: CountingOption = "fractional",
    reference: ReferenceOption = "openalex",
    citations: CitationsOption = "cited_by_count",
    alternative: AlternativeOption = "standard",
    order_by: Annotated[str | None, typer.Option("--order-by", help="Indicator or key; -NAME turns it.")] = None,
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only the first N rows.")] = None,
    release: ReleaseOption = None,
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """Indicators by country, institution, technology area, year...

    Example: rashinban show p,pp_top_10 --by country --where technology_area=jp20-09 --where year=2018..2021 --top 15
    """
    with open_release_of(base, release) as opened:
        answer = opened.show(
            indicators, by, where, top=top, order_by=order_by,
            counting=counting, reference=reference, citations=citations, alternative=alternative,
        )  # fmt: skip
        from rashinban.catalog import indicator

        displays = {name: indicator(name).meta.display for name in answer.indicators}
        if answer.rows or format != "table":
            print_rows(answer.to_arrow(), format, objects=answer.objects(), displays=displays)
        else:
            typer.echo(_nothing(answer))
        for note in [*opened.caveats(answer), *(text.en for text in answer.notes)]:
            typer.echo(note, err=format != "table")


def _nothing(answer: Answer) -> str:
    """What is said in place of a table without rows: what was asked, and where values that there are can be seen."""
    from shlex import quote

    from rashinban.access.wording import COUNTED

    counted, keys = COUNTED[answer.question.record].en, [item.key for item in answer.question.where]
    if not keys:
        by = ",".join(answer.question.by)
        return f"nothing matched: the release has no {counted} by {by}; `rashinban units` lists other keys"
    asked = " ".join(f"--where {quote(item.text())}" for item in answer.question.where)
    # Money is of one currency at a time.
    by = ",".join(dict.fromkeys([keys[0], *({"currency"} & set(answer.question.keys))]))
    seen = f"rashinban show {answer.indicators[0]} --by {by}"
    return f"nothing matched: no {counted} with {asked}; leave one out, or see with `{seen}` which values there are"


@app.command()
def card(
    indicator: Annotated[str, typer.Argument(help="One indicator.")],
    where: WhereOption = [],  # noqa: B006
    counting: CountingOption = "fractional",
    reference: ReferenceOption = "openalex",
    citations: CitationsOption = "cited_by_count",
    alternative: AlternativeOption = "standard",
    release: ReleaseOption = None,
    base: BaseOption = None,
    language: Annotated[Literal["en", "ja"], typer.Option("--language", help="en or ja.")] = "en",
    format: Annotated[
        Literal["table", "json", "html", "svg"], typer.Option("--format", help="table is for the terminal.")
    ] = "table",
) -> None:
    """One number as evidence: definition, interval, rank, coverage, records, and the command that rebuilds it.

    Example: rashinban card pp_top_10 --where country=JP --where technology_area=jp20-09 --format html > card.html
    """
    with open_release_of(base, release) as opened:
        made = opened.card(
            indicator, where, counting=counting, reference=reference, citations=citations, alternative=alternative
        )
    if format == "json":
        typer.echo(made.json())
    elif format == "html":
        from rashinban.access.serialisers.card_html import card_html

        typer.echo(card_html(made, language))
    elif format == "svg":
        from rashinban.access.serialisers.card_svg import card_svg

        typer.echo(card_svg(made, language))
    else:
        from rich.console import Console

        from rashinban.access.serialisers.card_text import card_text

        Console(width=None if sys.stdout.isatty() else 120).print(card_text(made, language))


@app.command()
def records(
    indicator: Annotated[str, typer.Argument(help="One indicator.")],
    where: WhereOption = [],  # noqa: B006
    counting: CountingOption = "fractional",
    reference: ReferenceOption = "openalex",
    citations: CitationsOption = "cited_by_count",
    alternative: AlternativeOption = "standard",
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only the first N rows.")] = None,
    release: ReleaseOption = None,
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """The works (or awards) behind a number, with their weights and values; the largest contribution first.

    Example: rashinban records pp_top_10 --where country=SA --format csv > works.csv
    """
    with open_release_of(base, release) as opened:
        table = opened.records(
            indicator, where, counting=counting, reference=reference, citations=citations, alternative=alternative
        )
    # For the eye what makes the number comes first, and the long title is cut; a file holds every column as it is.
    shown = table.select([name for name in _READ if name in table.column_names]) if format == "table" else table
    print_rows(shown.slice(0, top) if top else shown, format)
    if format == "table" and top and table.num_rows > top:
        typer.echo(f"{top} of {table.num_rows} records; leave out --top for all")


@reference_app.command("build")
def reference_build(
    to: Annotated[Path, typer.Argument(help="File to write, for example world.parquet.")],
    citations: CitationsOption = "cited_by_count",
    release: ReleaseOption = None,
    base: BaseOption = None,
) -> None:
    """Write the citation distributions of the loaded works, for use as world:FILE elsewhere.

    Example: rashinban reference build world-2026.parquet
    """
    with open_release_of(base, release) as opened:
        works = opened.reference(to, citations=citations)
    typer.echo(f"{to}: made of {works:,} works; use it with --reference world:{to}")


@areas_app.command("list")
def areas_list(format: FormatOption = "table") -> None:
    """Every technology area with its version and measured quality.

    Example: rashinban areas list
    """
    import pyarrow as pa

    from rashinban.definitions.areas import areas

    print_rows(
        pa.Table.from_pylist(
            [
                {
                    "id": name, "en": area.labels.en, "ja": area.labels.ja, "version": area.version,
                    "quality": "unvalidated" if area.quality is None else f"precision {area.quality.precision}",
                }
                for name, area in areas().items()
            ]
        ),
        format,
    )  # fmt: skip


@areas_app.command("test")
def areas_test(
    area: Annotated[str, typer.Argument(help="Area id, for example jp20-09.")],
    sample: Annotated[Path, typer.Argument(help="Labelled works, CSV or JSON lines; see the how-to.")],
) -> None:
    """Measure an area's precision and recall on a labelled sample.

    Example: rashinban areas test jp20-09 labelled.csv
    """
    from rashinban.stages.areas import test_area

    typer.echo(test_area(area, sample).text())


@app.command()
def units(format: FormatOption = "table") -> None:
    """Everything that can be named: indicators, keys, models, data sources.

    Example: rashinban units
    """
    import pyarrow as pa

    from rashinban import catalog
    from rashinban.measure.question import all_keys

    rows = [{"unit": "indicator", "name": n, "about": u.meta.title.en} for n, u in catalog.indicators().items()]
    rows += [{"unit": "key", "name": key, "about": "for --by and --where"} for key in all_keys()]
    rows += [{"unit": "model", "name": n, "about": u.meta.title} for n, u in catalog.models().items()]
    rows += [
        {"unit": "data source", "name": name, "about": module.DATA_SOURCE.title}
        for name, module in catalog.data_sources().items()
    ]
    print_rows(pa.Table.from_pylist(rows), format)
