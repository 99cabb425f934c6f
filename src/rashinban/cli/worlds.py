"""Commands that invent a world: simulate and demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashinban.cli.app import app
from rashinban.cli.options import progress_of


@app.command()
def simulate(
    works: Annotated[int, typer.Option("--works", min=100, help="How many works.")],
    out: Annotated[Path, typer.Option("--out", help="New folder for the files and truth/.")],
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 1,
    processes: Annotated[int, typer.Option("--processes", min=1, help="More are faster; the bytes stay.")] = 1,
) -> None:
    """Invent a world in the format of an OpenAlex snapshot, with the truth beside it.

    Example: rashinban simulate --works 20000 --seed 1 --out world
    """
    from rashinban.simulate import simulate as run

    typer.echo(run(works, seed, out, processes=processes).text())


@app.command()
def demo(
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the pages at the end and open them.")] = True,
    works: Annotated[int, typer.Option("--works", min=1000, help="How many works to invent.")] = 20_000,
    folder: Annotated[Path, typer.Option("--folder", help="Where the demo lives.")] = Path("demo"),
) -> None:
    """Invent a small world, build it, show a table, a card and the pages: under two minutes, no network.

    Example: rashinban demo --no-serve
    """
    from rashinban.access.demo import demo as run

    run(folder, works=works, serve=serve, say=typer.echo, progress=progress_of())
