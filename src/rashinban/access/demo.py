"""The first ten minutes: an invented world, built into a base, with a table, a card and its pages at the end."""

from __future__ import annotations

import json
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rashinban.access.api import Base
from rashinban.access.card import Card
from rashinban.access.progress import Told, of_fetch
from rashinban.engine import open_engine
from rashinban.engine.spill import SPILL
from rashinban.errors import UsageError
from rashinban.simulate import MARK, simulate
from rashinban.simulate.sheet import FOLDER, MAPPING
from rashinban.stages.fetch import fetch
from rashinban.stages.update import update

if TYPE_CHECKING:
    from rich.console import Console

SEED = 20260401
#: A question that 20,000 works can answer: ranks with intervals, and a doubt that must be said in words.
_INDICATOR, _COUNTRY = "p_top_10_share", "JP"
_WHERE = {"technology_area": "jp20-03", "year": "2014..2023"}
#: Where the output is no terminal.
_WIDTH = 120


def demo(folder: Path, *, works: int, serve: bool, say: Callable[[str], None], progress: Told) -> None:
    """Simulate, fetch, update, show, card, serve. A second run goes on from what is there."""
    world, base = folder / "world", folder / "base"
    _simulate(world, works, say)
    fetched = fetch(base, "openalex", selection={}, from_paths=[world], progress=of_fetch(progress))
    say(fetched.text())
    # The awards of Japan with their money by fiscal year, as funders publish them.
    listed = fetch(base, "spreadsheet", selection={"mapping": MAPPING}, from_paths=[world / FOLDER])
    say(listed.text())
    engine = open_engine("duckdb", temporary=base / SPILL)
    try:
        done = update(base, engine, progress=progress)
    finally:
        engine.close()
    say(f"release {done.release}")
    with Base(base) as opened:
        _table(opened, say)
        card = opened.card(_INDICATOR, {"country": _COUNTRY, **_WHERE})
    _card(folder, card, say)
    say(f"Next: rashinban show p,pp_top_10,mncs --by country --top 10 --base {base}")
    if serve:
        _serve(base, say)
    else:
        say(f"The pages: rashinban serve --base {base}")


def _simulate(world: Path, works: int, say: Callable[[str], None]) -> None:
    mark = world / MARK
    if mark.is_file():
        plan = json.loads(mark.read_text(encoding="utf-8"))
        if (plan["works"], plan["seed"]) == (works, SEED):
            say(f"{world}: the world is there already")
            return
        raise UsageError(
            f"{world}: holds another world ({plan['works']} works); remove {world.parent} or give --folder"
        )
    say(simulate(works, SEED, world).text())


def _table(opened: Base, say: Callable[[str], None]) -> None:
    from rashinban.access.serialisers.table import to_rich
    from rashinban.access.wording import year_text
    from rashinban.catalog import indicator
    from rashinban.definitions.areas import area

    names = [_INDICATOR, "pp_top_10", "mncs", "rca"]
    answer = opened.show(names, "country", _WHERE, top=10)
    years = answer.question.filter("year")
    span = f", {year_text(years).en}" if years else ""
    say(f"\n{area(_WHERE['technology_area']).labels.en}{span}, {answer.question.counting} counting (SIMULATED)\n")
    displays = {name: indicator(name).meta.display for name in names}
    _console().print(to_rich(answer.objects(), displays=displays))
    say("")


def _card(folder: Path, card: Card, say: Callable[[str], None]) -> None:
    from rashinban.access.serialisers.card_html import card_html
    from rashinban.access.serialisers.card_svg import card_svg
    from rashinban.access.serialisers.card_text import card_text

    _console().print(card_text(card, "en"))
    pages = {"card.html": card_html(card, "en"), "card.ja.html": card_html(card, "ja"), "card.json": card.json()}
    # A world of few works has no ranking and no trend, and so no picture.
    with suppress(UsageError):
        pages["card.svg"] = card_svg(card, "en")
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    say(f"\nThe card as a page, a picture and data: {', '.join(str(folder / name) for name in pages)}")


def _serve(base: Path, say: Callable[[str], None]) -> None:
    """The pages, on any free port, in the user's browser."""
    from rashinban.access.server import run

    run(base, country=_COUNTRY, say=say, ready=webbrowser.open)


def _console() -> Console:
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else _WIDTH)
