"""Commands that look after a base: releases and doctor."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from rashinban.cli.app import app, release_app
from rashinban.cli.options import BaseOption, FormatOption, WaitOption, base_of, print_rows


@release_app.command("list")
def release_list(base: BaseOption = None, format: FormatOption = "table") -> None:
    """Releases, the newest first; `current` is the one that answers.

    Example: rashinban release list
    """
    import pyarrow as pa

    from rashinban.stages.release import release_list as run

    print_rows(pa.Table.from_pylist([asdict(one) for one in run(base_of(base))]), format)


@release_app.command("diff")
def release_diff(
    before: Annotated[str | None, typer.Argument(help="Release id; else the one before.")] = None,
    after: Annotated[str | None, typer.Argument(help="Release id; else the current one.")] = None,
    base: BaseOption = None,
    format: FormatOption = "table",
) -> None:
    """What changed between two releases, and why: data, definition, correction or program.

    Example: rashinban release diff
    """
    import pyarrow as pa

    from rashinban.stages.diff import release_diff as run

    changed = run(base_of(base), before, after)
    if changed.tables:
        print_rows(pa.Table.from_pylist([asdict(table) for table in changed.tables]), format)
    typer.echo(f"from {changed.before} to {changed.after}: {len(changed.steps)} steps made anew", err=format != "table")
    if changed.values and format == "table":
        largest = sorted(changed.values, key=lambda one: abs((one.after or 0) - (one.before or 0)), reverse=True)
        typer.echo(f"{len(changed.values)} headline values changed; those that moved most:")
        print_rows(pa.Table.from_pylist([asdict(one) for one in largest[:15]]), format)
    for reason in changed.reasons:
        typer.echo(f"{reason.kind} {reason.change}: {reason.what}", err=format != "table")


@release_app.command("prune")
def release_prune(
    keep: Annotated[int, typer.Option("--keep", min=1, help="How many of the newest stay.")] = 3,
    base: BaseOption = None,
    wait: WaitOption = 0.0,
) -> None:
    """Remove old releases; the current one always stays.

    Example: rashinban release prune --keep 3
    """
    from rashinban.engine.lock import hold
    from rashinban.stages.release import prune

    with hold(base_of(base), wait=wait):
        removed = prune(base_of(base), keep=keep)
    typer.echo(f"removed {len(removed)} releases" + "".join(f"\n  {name}" for name in removed))


@app.command()
def doctor(base: BaseOption = None) -> None:
    """What this machine has: versions, engines, memory, the base.

    Example: rashinban doctor
    """
    from rashinban.access.doctor import doctor as run

    for line in run(base_of(base)):
        typer.echo(line)
