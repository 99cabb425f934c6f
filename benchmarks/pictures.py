"""Each figure is the CPU time of one picture, from plain values to SVG, as pages draw it; the first call stands apart.

`build` makes the specification, `draw` the SVG of it. The first drawing of a process starts Vega's engine. Each picture
is of a usual size: 15 rows, 9 lines of 12 years, 60 dots, 20 pairs, 170 countries; in English and in Japanese.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rashinban.access.charts import world
from rashinban.access.charts.dots import DotRow, dots
from rashinban.access.charts.frame import WIDE, Spec
from rashinban.access.charts.pair import PairRow, pair
from rashinban.access.charts.quadrants import Quadrants
from rashinban.access.charts.scatter import Side, Spot, scatter
from rashinban.access.charts.trend import Line, YearValue, trend
from rashinban.access.charts.world_map import CountryValue, world_map
from rashinban.access.serialisers.display import Language
from rashinban.measure.answer import Measured

REPEAT = 20


def pictures(language: Language, width: int) -> dict[str, Callable[[], Spec | None]]:
    """One of each kind, over made-up values."""
    word = {"en": "Unit", "ja": "研究機関"}[language]
    names = [f"{word} {i}" for i in range(60)]
    quadrants = Quadrants(x=0.1, y=0.0, top_left=word, top_right=word, bottom_left=word, bottom_right=word)
    codes = [code for code, _ in world.shapes() if code]
    return {
        "dots": lambda: dots(
            [DotRow(name=names[i], seen=_seen(i), text=f"{i} (1–9)", own=i == 4, href="/card") for i in range(15)],
            "share",
            language,
            width,
            head=word,
        ),
        "trend": lambda: trend(
            [
                Line(name=names[i], own=i == 4, years=[YearValue(year=2012 + y, seen=_seen(i + y)) for y in range(12)])
                for i in range(9)
            ],
            "share",
            language,
            width,
        ),
        "scatter": lambda: scatter(
            [Spot(name=names[i], x=_seen(i), y=_seen(i * 7 % 60), size=i + 1, own=i == 4) for i in range(60)],
            Side(title=word, display="share"),
            Side(title=word, display="share"),
            word,
            language,
            width,
            quadrants=quadrants,
        ),
        "pair": lambda: pair(
            [PairRow(name=names[i], first=_seen(i), second=_seen(i + 3)) for i in range(20)],
            word,
            word,
            "share",
            language,
            width,
        ),
        "world_map": lambda: world_map(
            [CountryValue(country=code, name=code, seen=_seen(i), works=i) for i, code in enumerate(codes)],
            "share",
            language,
            width,
        ),
    }


def _seen(i: int) -> Measured:
    value = 0.05 + 0.17 * (i * 37 % 101) / 101
    return Measured(value=value, lower=value - 0.01, upper=value + 0.01)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One picture: milliseconds of CPU, and kilobytes of SVG and of the specification."""

    name: str
    build: float
    draw: float
    svg: float
    spec: float


def run(width: int = WIDE, repeat: int = REPEAT) -> tuple[float, list[Row]]:
    """Milliseconds of the first drawing, and one row per picture and language."""
    languages: tuple[Language, ...] = ("en", "ja")
    started = time.process_time()
    from rashinban.access.charts.render import svg

    first = pictures("en", width)["dots"]()
    assert first is not None
    svg(first)
    engine = (time.process_time() - started) * 1000
    rows = []
    for language in languages:
        for name, make in pictures(language, width).items():
            spec = make()
            assert spec is not None
            rows.append(
                Row(
                    name=f"{name} {language}",
                    build=_median(make, repeat),
                    draw=_median(lambda drawn=spec: svg(drawn), repeat),
                    svg=len(svg(spec).encode()) / 1024,
                    spec=len(json.dumps(spec, ensure_ascii=False).encode()) / 1024,
                )
            )
    return engine, rows


def _median(call: Callable[[], object], repeat: int) -> float:
    """Milliseconds of CPU of one call, the median; what the first one does for all is not counted."""
    call()
    seconds = []
    for _ in range(repeat):
        started = time.process_time()
        call()
        seconds.append(time.process_time() - started)
    return statistics.median(seconds) * 1000


def print_table(engine: float, rows: Sequence[Row]) -> None:
    """CPU milliseconds and kilobytes by picture."""
    print(f"first picture of a process: {engine:.0f} CPU ms")
    print(f"{'picture':16}{'build ms':>10}{'draw ms':>10}{'SVG kB':>10}{'spec kB':>10}")
    for row in rows:
        print(f"{row.name:16}{row.build:>10.1f}{row.draw:>10.1f}{row.svg:>10.0f}{row.spec:>10.0f}")


def main() -> None:
    """One table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--width", type=int, default=WIDE, help=f"of the pictures, in pixels (default {WIDE})")
    arguments.add_argument("--repeat", type=int, default=REPEAT, help=f"calls of which the median is taken ({REPEAT})")
    given = arguments.parse_args()
    print_table(*run(given.width, given.repeat))


if __name__ == "__main__":
    main()
