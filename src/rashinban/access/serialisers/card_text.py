"""One card in a terminal: the sentence, the ranking as dots with whiskers in letters, and how to go on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from rashinban.access.card import BandPoint, Beside, Card, Point
from rashinban.access.serialisers.display import Language, column, intervals, number, place
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import band, flat_band, headline, own_point, say

_PLOT = 24
_PLACES = 10


def card_text(card: Card, language: Language = "en") -> Group:
    """The card for `rich.console.Console.print`; what a terminal cannot hold is in the HTML and JSON views."""
    said = headline(card, language)
    parts: list[RenderableType] = []
    if card.provenance.simulated:
        parts.append(Text(label("simulated", language), style="bold black on yellow"))
    parts += [
        Text(say(card.title, language), style="bold"),
        Text.assemble(said.before, (said.number, "bold cyan"), said.after),
    ]
    if not card.coverage.complete_universe:
        parts.append(Text(label("incomplete", language, card.record), style="italic"))
    parts += [Text(say(note, language), style="italic") for note in card.notes]
    if card.ranking:
        parts += [Text(), _ranking(card, language)]
    points = band(card)
    if len(points) > 1:
        parts += [Text(), Text(label("band", language), style="bold"), _band(points, card, language)]
    if flat := flat_band(card, language):
        parts += [Text(), Text(flat)]
    if card.beside is not None:
        parts += [Text(), Text(label("beside", language), style="bold")]
        parts += [Text(say(note, language)) for note in card.beside.notes]
        if card.beside.parts:
            parts.append(_mix(card.beside, language))
    parts += [Text(), _facts(card, language)]
    return Group(*parts)


def _ranking(card: Card, language: Language) -> Table:
    own = own_point(card)
    points = list(card.ranking[:_PLACES])
    if own is not None and own not in points:
        points[-1] = own
    heads = ("rank_interval", "name", "", "value", "interval_95", "works")
    table = _table(heads, language, card.record, right=("value", "interval_95", "works"))
    values, ranges, drawn = _texts(points, card.display, language)
    for point, value, between, plot in zip(points, values, ranges, drawn, strict=True):
        table.add_row(
            place(point.rank, point.rank_lower, point.rank_upper) or "–",
            Text(say(point.label, language)),
            plot,
            value,
            between,
            f"{point.works:,}",
            style="bold cyan" if point is own else "",
        )
    return table


def _band(points: Sequence[BandPoint], card: Card, language: Language) -> Table:
    heads = ("alternative", "", "value", "interval_95", "rank", "works")
    table = _table(heads, language, card.record, right=("value", "interval_95", "rank", "works"))
    values, ranges, drawn = _texts(points, card.display, language)
    for point, value, between, plot in zip(points, values, ranges, drawn, strict=True):
        rank = "–" if point.rank is None else str(point.rank)
        table.add_row(label(point.alternative, language), plot, value, between, rank, f"{point.works:,}")
    return table


def _mix(beside: Beside, language: Language) -> Table:
    table = _table((beside.by, "share", "works"), language, "works", right=("share", "works"))
    shares = column([part.share for part in beside.parts], "share", language)
    for part, share in zip(beside.parts, shares, strict=True):
        table.add_row(Text(say(part.label, language)), share, f"{part.works:,}")
    return table


def _facts(card: Card, language: Language) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    coverage = card.coverage
    seen = " · ".join(
        f"{label(name, language)} {number(share, 'share', language)}" for name, share in coverage.shares.items()
    )
    facts = [
        ("definition", say(card.definition.text, language)),
        ("formula", say(card.definition.formula, language)),
        ("counting", label(card.definition.counting, language)),
        ("universe", say(card.definition.universe, language)),
        ("window", say(card.definition.window, language)),
        ("reference", say(card.definition.reference, language) if card.definition.reference else ""),
        (f"{card.record}_in", f"{coverage.works_in:,}"),
        (f"{card.record}_of_unit", f"{coverage.works_of_unit:,}"),
        (f"{card.record}_used", f"{coverage.works_used:,}"),
        ("share_with", seen),
        ("not_observed", "\n".join(say(sentence, language) for sentence in coverage.not_observed)),
        ("limits", "\n".join(say(limit, language) for limit in card.limits)),
        ("provenance", "\n".join(f"{s.title} {s.snapshot} ({s.licence})" for s in card.provenance.sources)),
        ("records", "\n".join(text for text in card.records.values() if not text.isdigit())),
        ("rebuild", card.rebuild),
        ("id", card.id),
    ]
    for name, text in facts:
        if text:
            table.add_row(label(name, language, card.record), Text(text.strip()))
    return table


def _table(heads: Sequence[str], language: Language, record: str, *, right: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(
            label(head, language, record) if head else "",
            justify="right" if head in right else "left",
            no_wrap=head != "name",
            overflow="fold",
        )
    return table


def _texts(
    points: Sequence[Point | BandPoint], display: str, language: Language
) -> tuple[list[str], list[str], list[str]]:
    """Value, interval and picture of every row."""
    values = column([point.value for point in points], display, language)
    ranges = intervals([(point.lower, point.upper) for point in points], display, language)
    ends = [end for point in points for end in (point.value, point.lower, point.upper) if end is not None]
    low, high = min(ends, default=0.0), max(ends, default=0.0)
    return values, ranges, [_drawn(point, low, high) for point in points]


def _drawn(point: Point | BandPoint, low: float, high: float) -> str:
    """A dot on a whisker: `   ├──●──┤`; empty where the value was not observed."""
    if point.value is None:
        return ""

    def position(value: float) -> int:
        return round((value - low) / (high - low) * (_PLOT - 1)) if high > low else _PLOT // 2

    letters = [" "] * _PLOT
    if point.lower is not None and point.upper is not None:
        first, last = position(point.lower), position(point.upper)
        letters[first : last + 1] = "─" * (last - first + 1)
        letters[first], letters[last] = "├", "┤"
    letters[position(point.value)] = "●"
    return "".join(letters).rstrip()
