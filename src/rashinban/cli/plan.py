"""Commands about plans: which there are, what they say, whether a file is one, and whether the targets will be met."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from rashinban.cli.app import app
from rashinban.cli.options import (
    BaseOption,
    FormatOption,
    LanguageOption,
    ReleaseOption,
    WaitOption,
    base_of,
    existing_base_of,
    open_release_of,
    print_rows,
)

if TYPE_CHECKING:
    from rashinban.definitions.plans import Library
    from rashinban.measure.plans.board import Board

plan_app = typer.Typer(help="Plans: list, read, check, add, and see whether they are on track.", no_args_is_help=True)
app.add_typer(plan_app, name="plan")

TextOrJson = Annotated[Literal["table", "json"], typer.Option("--format", help="table is for the terminal.")]


@plan_app.command("list")
def plan_list(language: LanguageOption = "en", base: BaseOption = None, format: FormatOption = "table") -> None:
    """Every edition with its period, what it carries out and supersedes, and how much of it has a source.

    Example: rashinban plan list
    """
    from rashinban.access.plans import plan_list as run

    _print(run(_library(base), language), format)


@plan_app.command("indicators")
def plan_indicators(language: LanguageOption = "en", base: BaseOption = None, format: FormatOption = "table") -> None:
    """Every indicator that a plan may name, and where its values come from.

    Example: rashinban plan indicators
    """
    from rashinban.access.plans import indicator_list

    _print(indicator_list(_library(base), language), format)


@plan_app.command("show")
def plan_show(
    editions: Annotated[str, typer.Argument(help="One edition, or several with commas: side by side by indicator.")],
    language: LanguageOption = "en",
    base: BaseOption = None,
    format: TextOrJson = "table",
) -> None:
    """What a plan says, each statement with its source; of several editions the targets beside each other.

    Example: rashinban plan show jp-basic-plan-5,jp-basic-plan-6,jp-basic-plan-7
    """
    from rashinban.access.plans import side_by_side, tree

    library = _library(base)
    names = [name.strip() for name in editions.split(",") if name.strip()]
    if len(names) != 1:
        _print(side_by_side(library, names, language), format)
        return
    plan = library.plan(names[0])
    if format == "json":
        typer.echo(json.dumps(plan.model_dump(mode="json"), ensure_ascii=False, indent=1))
        return
    for line in tree(plan, library, language):
        typer.echo(line)


@plan_app.command("check")
def plan_check(
    file: Annotated[Path, typer.Argument(help="A plan in YAML; see docs/how-to/write-a-plan.md.")],
    base: BaseOption = None,
) -> None:
    """Say every mistake of a plan, each with its line and the mend.

    Example: rashinban plan check our-plan.yml
    """
    from rashinban.definitions.plans import facts
    from rashinban.measure.plans.check import check_plan

    plan = check_plan(file, _library(base))
    unsourced = sum(not fact.sourced for fact in facts(plan))
    typer.echo(
        f"{file}: plan {plan.plan}: {len(plan.pillars)} pillars, {len(list(plan.objectives()))} objectives, "
        f"{len(list(plan.measures()))} measures, {len(list(plan.targets()))} targets, "
        f"{unsourced} statements without a source; no mistake"
    )


@plan_app.command("add")
def plan_add(
    file: Annotated[Path, typer.Argument(help="A plan in YAML.")],
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of the base's plan of this id.")] = False,
    base: BaseOption = None,
    wait: WaitOption = 0.0,
) -> None:
    """Check a plan and copy it into decisions/plans of the base.

    Example: rashinban plan add our-plan.yml
    """
    from rashinban.measure.plans.keep import add_plan

    kept = add_plan(existing_base_of(base), file, replace=replace, wait=wait)
    typer.echo(f"{kept.path}: plan {kept.plan.plan}" + (f"; the earlier text is {kept.before}" if kept.before else ""))


@plan_app.command("status")
def plan_status(
    edition: Annotated[str, typer.Argument(help="A plan's id; see `rashinban plan list`.")],
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Day to see it from; else today.")
    ] = None,
    language: LanguageOption = "en",
    release: ReleaseOption = None,
    base: BaseOption = None,
    format: TextOrJson = "table",
) -> None:
    """Whether a plan's targets will be met, by a printed rule; nobody can set a status.

    Example: rashinban plan status jp-basic-plan-7 --as-of 2027-04-01
    """
    from dataclasses import asdict

    from rashinban.access.plans import caveats
    from rashinban.access.plans import plan_status as run

    with open_release_of(base, release) as opened:
        board = run(opened, edition, as_of=(as_of or datetime.now()).date())
        notes = caveats(board, opened)
    if format == "json":
        found = {**board.fields(), "caveats": [asdict(note) for note in notes]}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False))
        return
    _print_board(board, [getattr(note, language) for note in notes], language)


def _print_board(board: Board, notes: list[str], language: Literal["en", "ja"]) -> None:
    from rashinban.access.plans import mark, target_words
    from rashinban.measure.plans.words import RULE_WORDS, STATUS_WORDS

    def text(words: Any) -> str:
        return str(getattr(words, language)).strip()

    typer.echo(f"{text(board.plan.labels)} ({board.plan.plan}); {board.as_of}; {board.release}")
    for note in notes:
        typer.echo(note)
    typer.echo(text(board.guard))
    typer.echo("; ".join(f"{text(STATUS_WORDS[status])}: {count}" for status, count in board.counts().items()))  # type: ignore[index]
    rows = []
    for number, line in enumerate(board.lines, 1):
        target, indicator = line.target, line.indicator
        rows.append(
            {
                "": number,
                "status": text(STATUS_WORDS[line.verdict.status]),
                "objective": text(line.objective.labels),
                "indicator": text(indicator.labels) if indicator else None,
                "target": mark(target, language) + target_words(target, indicator, language)
                if target and indicator
                else None,
            }
        )
    if rows:
        _print(rows, "table")
    for number, line in enumerate(board.lines, 1):
        typer.echo(
            f"{number}. {text(line.reason)}"
            + (f" [{line.values.rebuild}]" if line.verdict.used and line.values else "")
        )
    typer.echo(text(RULE_WORDS))


def _library(base: Path | None) -> Library:
    """The shipped plans and, where there is a base, its own."""
    from rashinban.measure.plans.keep import own_library

    return own_library(base_of(base))


def _print(rows: list[dict[str, Any]], format: str) -> None:
    import pyarrow as pa

    print_rows(pa.Table.from_pylist(rows), format)
