"""Each drawing is one logic model as a base shows it, for a page, a file or a slide."""

from __future__ import annotations

from collections.abc import Callable

from rashinban.access.charts.logic_model import WIDE, Arrow, Node
from rashinban.access.charts.logic_model import logic_model as draw
from rashinban.access.logic_models import KIND_WORDS, STATE_WORDS, way
from rashinban.access.serialisers.display import Language
from rashinban.definitions.logic_models import KINDS
from rashinban.measure.logic_models import Shown


def drawn(
    found: Shown,
    language: Language,
    *,
    width: int = WIDE,
    node: Callable[[str], str] = lambda name: f"#node-{name}",
    arrow: Callable[[int], str] = lambda number: f"#arrow-{number}",
) -> str:
    """The drawing as SVG; `node` and `arrow` give where a box and a number lead."""
    model = found.model
    kinds = [kind for kind in KINDS if model.column(kind)]
    return draw(
        [getattr(KIND_WORDS[kind], language) for kind in kinds],
        [
            Node(
                id=one.id,
                column=column,
                text=getattr(one.labels, language),
                sourced=one.sourced,
                href=node(one.id),
            )
            for column, kind in enumerate(kinds)
            for one in model.column(kind)
        ],
        [
            Arrow(
                number=seen.number,
                start=seen.arrow.start,
                end=seen.arrow.end,
                state=seen.state,
                said=f"{seen.number}. {way(model, seen, language)}: {getattr(STATE_WORDS[seen.state], language)}",
                href=arrow(seen.number),
            )
            for seen in found.arrows
        ],
        {state: getattr(words, language) for state, words in STATE_WORDS.items()},
        label=getattr(model.labels, language),
        width=width,
    )
