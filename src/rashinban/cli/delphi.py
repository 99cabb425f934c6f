"""Commands of Delphi studies: begin one, invite experts, open and close its rounds, answer, and read the results."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from rashinban.cli.app import app
from rashinban.cli.options import BaseOption, FormatOption, LanguageOption, existing_base_of, moment, print_rows

delphi_app = typer.Typer(help="Delphi studies: experts answer twice, the second time seeing all.", no_args_is_help=True)
app.add_typer(delphi_app, name="delphi")

#: Where the token of who answers is read from, so that it stands in no list of processes and no history of a shell.
TOKEN = "RASHINBAN_DELPHI_TOKEN"

StudyArgument = Annotated[str, typer.Argument(help="The study's id; see `rashinban delphi list`.")]


@delphi_app.command("list")
def delphi_list(language: LanguageOption = "en", base: BaseOption = None, format: FormatOption = "table") -> None:
    """Every study with its state and how many answered.

    Example: rashinban delphi list
    """
    import pyarrow as pa

    from rashinban.access.delphi import delphi_list as run
    from rashinban.measure.delphi.keep import studies

    rows = run(studies(existing_base_of(base)), language)
    if not rows:
        typer.echo("no study; `rashinban delphi new --help` says how to begin one", err=True)
        return
    print_rows(pa.Table.from_pylist(rows), format)


@delphi_app.command("new")
def delphi_new(
    study: Annotated[str, typer.Argument(help="Id of the study: small letters, digits and hyphens.")],
    file: Annotated[Path, typer.Argument(help="YAML with title, introduction, statements: [{id, statement}].")],
    base: BaseOption = None,
) -> None:
    """Begin a study with the statements of a file.

    Example: rashinban delphi new fusion-2026 statements.yml
    """
    from rashinban.measure.delphi.keep import new

    found = new(existing_base_of(base), study, _yaml(file), now=moment())
    typer.echo(f"{found.id}: {len(found.new.statements)} statements; next: rashinban delphi invite {found.id}")


@delphi_app.command("invite")
def delphi_invite(
    study: StudyArgument,
    experts: Annotated[int, typer.Option("--experts", min=1, help="How many tokens to make.")],
    address: Annotated[
        str | None, typer.Option("--address", help="Of the server: whole addresses are printed, one for each expert.")
    ] = None,
    base: BaseOption = None,
) -> None:
    """Make a token for each expert and print it, once: the base keeps hashes, and not who has which.

    Example: rashinban delphi invite fusion-2026 --experts 12 --address http://127.0.0.1:8000 > tokens.txt
    """
    from rashinban.measure.delphi.keep import invite

    for token in invite(existing_base_of(base), study, experts):
        typer.echo(f"{address.rstrip('/')}/delphi/{study}?token={token}" if address else token)
    typer.echo("these are not kept: give one to each expert, and lose the list", err=True)


@delphi_app.command("open")
def delphi_open(study: StudyArgument, base: BaseOption = None) -> None:
    """Open the next round.

    Example: rashinban delphi open fusion-2026
    """
    from rashinban.measure.delphi.keep import open_round

    found = open_round(existing_base_of(base), study, now=moment())
    typer.echo(f"{found.id}: round {found.round} is open to {len(found.experts)} experts")


@delphi_app.command("answer")
def delphi_answer(
    study: StudyArgument,
    file: Annotated[
        Path,
        typer.Argument(help="YAML: a list of {statement, year | never, probability, importance, comment}."),
    ],
    base: BaseOption = None,
) -> None:
    """Answer the open round, as the page /delphi/STUDY does. The token is asked for, or is in $RASHINBAN_DELPHI_TOKEN.

    Example: rashinban delphi answer fusion-2026 answers.yml
    """
    from rashinban.errors import UsageError
    from rashinban.measure.delphi.keep import answer

    given = _yaml(file)
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise UsageError(f"{file}: is no list of answers; begin with `- statement: ID`")
    token = os.environ.get(TOKEN) or typer.prompt("token", hide_input=True)
    count = answer(existing_base_of(base), study, token, given, now=moment())
    typer.echo(f"{study}: {count} statements answered")


@delphi_app.command("close")
def delphi_close(
    study: StudyArgument,
    final: Annotated[bool, typer.Option("--final", help="End the study with this round.")] = False,
    base: BaseOption = None,
) -> None:
    """Close the open round. After the second one, or with --final, the results are public.

    Example: rashinban delphi close fusion-2026
    """
    from rashinban.measure.delphi.keep import close_round

    found = close_round(existing_base_of(base), study, final=final, now=moment())
    ended = "; the study is over" if found.state == "closed" else f"; next: rashinban delphi open {found.id}"
    typer.echo(f"{found.id}: round {found.round} is closed, {len(found.answers[found.round or 1])} answered{ended}")


@delphi_app.command("results")
def delphi_results(
    study: StudyArgument,
    language: LanguageOption = "en",
    base: BaseOption = None,
    format: Annotated[Literal["table", "json", "csv"], typer.Option("--format", help="table, json or csv.")] = "table",
) -> None:
    """Medians and quartiles of the rounds that are over, how many answered, and how the answers moved.

    Example: rashinban delphi results fusion-2026
    """
    import pyarrow as pa

    from rashinban.access.delphi import rows
    from rashinban.access.serialisers.display import number
    from rashinban.measure.delphi.keep import study as read
    from rashinban.measure.delphi.results import DEFINITION, LIMITS, results

    found = results(read(existing_base_of(base), study))
    if format == "json":
        typer.echo(json.dumps(found.fields(), ensure_ascii=False, indent=1, allow_nan=False))
        return
    if not found.responded:
        typer.echo(f"{study}: no round is over", err=True)
        return
    print_rows(pa.Table.from_pylist(rows(found, language)), format)
    if format == "table":
        for turn, count in found.responded.items():
            rate = number(found.response(turn), "share", language)
            typer.echo(f"round {turn}: {count} of {found.invited} answered ({rate})")
        for one in found.found:
            for comment in one.comments:
                typer.echo(f"{one.id}: {comment}")
        for text in (DEFINITION, *LIMITS):
            typer.echo(f"! {getattr(text, language)}")
        typer.echo(f"[rashinban delphi results {study}]")


def _yaml(path: Path) -> Any:
    from rashinban.definitions.documents import Document, Unreadable
    from rashinban.errors import UsageError

    try:
        return Document(path.read_text(encoding="utf-8-sig")).values
    except Unreadable as error:
        told = "; ".join(f"{path}:{one.line}: {one.text}" for one in error.faults)
        raise UsageError(told) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}); give a text file in UTF-8") from error
