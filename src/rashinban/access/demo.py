"""The first ten minutes: an invented world, built into a base, with a table, a card and its picture at the end."""

from __future__ import annotations

import json
import webbrowser
from collections.abc import Callable
from pathlib import Path

from rashinban.access.api import Base
from rashinban.access.card import Card
from rashinban.access.progress import Told, of_fetch
from rashinban.engine import open_engine
from rashinban.engine.spill import SPILL
from rashinban.errors import UsageError
from rashinban.simulate import MARK, simulate
from rashinban.stages.fetch import fetch
from rashinban.stages.update import update

SEED = 20260401
_AREA, _COUNTRY, _YEARS = "jp20-09", "JP", "2018..2021"


def demo(folder: Path, *, works: int, open_page: bool, say: Callable[[str], None], progress: Told) -> None:
    """Simulate, fetch, update, show, card. A second run goes on from what is there."""
    world, base = folder / "world", folder / "base"
    _simulate(world, works, say)
    fetched = fetch(base, "openalex", selection={}, from_paths=[world], progress=of_fetch(progress))
    say(fetched.text())
    engine = open_engine("duckdb", temporary=base / SPILL)
    try:
        done = update(base, engine, progress=progress)
    finally:
        engine.close()
    say(f"release {done.release}")
    where = {"technology_area": _AREA, "year": _YEARS}
    with Base(base) as opened:
        _table(opened, where, say)
        card = opened.card("p_top_10_share", {"country": _COUNTRY, **where})
    _card(folder, card, say, open_page=open_page)
    say(f"Next: rashinban show p,pp_top_10,mncs --by country --top 10 --base {base}")


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


def _table(opened: Base, where: dict[str, str], say: Callable[[str], None]) -> None:
    from rich.console import Console

    from rashinban.access.serialisers.table import to_rich
    from rashinban.catalog import indicator

    names = ["p_top_10_share", "pp_top_10", "mncs", "rca"]
    answer = opened.show(names, "country", where, top=10)
    say(f"\nQuantum information science, {_YEARS.replace('..', '-')}, fractional counting (SIMULATED)")
    displays = {name: indicator(name).meta.display for name in names}
    Console(width=140).print(to_rich(answer.objects(), displays=displays))


def _card(folder: Path, card: Card, say: Callable[[str], None], *, open_page: bool) -> None:
    from rich.console import Console

    from rashinban.access.serialisers.card_html import card_html
    from rashinban.access.serialisers.card_svg import card_svg
    from rashinban.access.serialisers.card_text import card_text

    Console(width=120).print(card_text(card, "en"))
    pages = {
        "card.html": card_html(card, "en"),
        "card.ja.html": card_html(card, "ja"),
        "card.svg": card_svg(card, "en"),
        "card.json": card.json(),
    }
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    say(f"The card as a page, a picture and data: {', '.join(str(folder / name) for name in pages)}")
    if open_page:
        webbrowser.open((folder / "card.html").resolve().as_uri())
