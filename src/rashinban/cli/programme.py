"""Commands about programmes and portfolios: which there are, what they are, and awards under a name of one's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from rashinban.cli.app import app
from rashinban.cli.options import BaseOption, FormatOption, LanguageOption, base_of, existing_base_of, print_rows

programme_app = typer.Typer(help="Programmes: list them, and read what is known of one.", no_args_is_help=True)
portfolio_app = typer.Typer(help="Portfolios: awards under a name of your own: check, add, show.", no_args_is_help=True)
app.add_typer(programme_app, name="programme")
app.add_typer(portfolio_app, name="portfolio")


@programme_app.command("list")
def programme_list(language: LanguageOption = "en", format: FormatOption = "table") -> None:
    """Every programme below its parent, with its years and who gives the money.

    Example: rashinban programme list --language ja
    """
    import pyarrow as pa

    from rashinban.access.programmes import programme_rows

    rows = [
        {
            "programme": row["programme"],
            "name": "\u3000" * row["level"] + row["labels"][language],
            "parent": row["parent"],
            "start_year": row["start_year"],
            "end_year": row["end_year"],
            "ministries": "; ".join(row["ministries"]),
            "agencies": "; ".join(row["agencies"]),
            "awards are recognised": row["recognised"],
            "unsourced": row["unsourced"],
        }
        for row in programme_rows()
    ]
    print_rows(pa.Table.from_pylist(rows), format)


@programme_app.command("show")
def programme_show(
    programme: Annotated[str, typer.Argument(help="A programme's id; see `rashinban programme list`.")],
    language: LanguageOption = "en",
    format: Annotated[Literal["table", "json"], typer.Option("--format", help="table is for the terminal.")] = "table",
) -> None:
    """What is known of a programme, each fact with its source; what came of it is asked with --where programme=ID.

    Example: rashinban programme show forest
    """
    from rashinban.access.programmes import programme_fields, programme_lines

    if format == "json":
        typer.echo(json.dumps(programme_fields(programme), ensure_ascii=False, indent=1))
        return
    for line in programme_lines(programme, language):
        typer.echo(line)


@portfolio_app.command("list")
def portfolio_list(language: LanguageOption = "en", base: BaseOption = None, format: FormatOption = "table") -> None:
    """The portfolios of the base, each with its newest version and what it holds.

    Example: rashinban portfolio list
    """
    import pyarrow as pa

    from rashinban.access.programmes import portfolio_rows
    from rashinban.measure.portfolios import portfolios

    rows = [
        {**row, "labels": row["labels"][language], "holds": row["holds"][language]}
        for row in portfolio_rows(portfolios(base_of(base)))
    ]
    schema = pa.schema(
        [("portfolio", pa.string()), ("version", pa.int64()), ("labels", pa.string()), ("holds", pa.string())]
    )
    print_rows(pa.Table.from_pylist(rows, schema=schema), format)


@portfolio_app.command("show")
def portfolio_show(
    portfolio: Annotated[str, typer.Argument(help="A portfolio's id, or id:version.")],
    base: BaseOption = None,
    format: Annotated[Literal["yaml", "json"], typer.Option("--format", help="yaml is the file to share.")] = "yaml",
) -> None:
    """The file of a portfolio, which `portfolio add` takes in any other base.

    Example: rashinban portfolio show energy-crest > energy-crest.yml
    """
    from rashinban.access.programmes import portfolio_fields, portfolio_file
    from rashinban.measure.portfolios import kept

    found = kept(base_of(base), portfolio)
    if format == "json":
        typer.echo(json.dumps(portfolio_fields(found), ensure_ascii=False, indent=1))
    else:
        typer.echo(portfolio_file(found.portfolio), nl=False)


@portfolio_app.command("check")
def portfolio_check(file: Annotated[Path, typer.Argument(help="A portfolio in YAML.")]) -> None:
    """Say every mistake of a portfolio, each with its line and the mend.

    Example: rashinban portfolio check energy-crest.yml
    """
    from rashinban.measure.portfolios import check_portfolio

    found = check_portfolio(file)
    typer.echo(f"{file}: portfolio {found.portfolio}: {found.text().en}; no mistake")


@portfolio_app.command("add")
def portfolio_add(
    file: Annotated[Path, typer.Argument(help="A portfolio in YAML; see docs/how-to/compose-a-portfolio.md.")],
    base: BaseOption = None,
) -> None:
    """Check a portfolio and keep it in decisions/portfolios of the base; a changed one is a new version.

    Example: rashinban portfolio add energy-crest.yml
    """
    from rashinban.measure.portfolios import add_portfolio, check_portfolio

    added = add_portfolio(existing_base_of(base), check_portfolio(file))
    typer.echo(f"portfolio {added.name}: {added.portfolio.text().en}")
