"""Each text says in words what a card's numbers say, doubt included, in English and in Japanese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.card import BandPoint, Card, Point
from rashinban.access.serialisers.display import NOT_OBSERVED, Language, column, number, ordinal
from rashinban.schema.text import Text

#: A number from fewer works than this is said to rest on them only.
FEW_WORKS = 30
#: Records that are sums already: one group of applications may be a thousand of them, and few are no small sample.
SUMMED = ("applications", "budget_lines")
#: Units below the minimum of their indicator have no place; this is the largest minimum (docs/methods/intervals.md).
MINIMUM_WORKS = 50


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The card in one breath: what stands before the number, the number, and its doubt after it."""

    before: str
    number: str
    after: str

    def __str__(self) -> str:
        return self.before + self.number + self.after


#: What a card counts: in English one and several, in Japanese.
_COUNTED = {
    "works": ("work", "works", "論文"),
    "awards": ("award", "awards", "課題"),
    "applications": ("group of applications", "groups of applications", "応募の集計区分"),
    "budget_lines": ("budget line", "budget lines", "予算項目"),
}


def say(text: Text, language: Language) -> str:
    return text.ja if language == "ja" else text.en


def headline(card: Card, language: Language) -> Headline:
    """One sentence with the number and its doubt, and one with the place and its doubt."""
    own = own_point(card)
    subject = say(own.label if own else card.subject, language)
    before = f"{subject}は" if language == "ja" else f"{subject}: "
    if card.value is None:
        return Headline(before=before, number=NOT_OBSERVED[language], after=_why_nothing(card, language))
    after = _doubt(card, language) + _place(card, language) + _few(card, language)
    return Headline(before=before, number=_shown(card, language)[0], after=after)


def own_point(card: Card) -> Point | None:
    """The unit of the ranking that the card is about; its name is shorter than the card's subject."""
    return next((point for point in card.ranking if point.key == card.own), None)


def band(card: Card) -> tuple[BandPoint, ...]:
    """The number under each definition of its technology area, from narrow to broad; empty where they do not differ."""
    area = card.definition.technology_area
    order = ("narrow", "standard", "broad")
    if area is None or _is_flat(area.band):
        return ()
    return tuple(sorted(area.band, key=lambda point: order.index(point.alternative)))


def flat_band(card: Card, language: Language) -> str:
    """What is said in place of a band of one number."""
    area = card.definition.technology_area
    if area is None or not _is_flat(area.band):
        return ""
    if language == "ja":
        return "領域の定義を狭義・標準・広義のどれにしても、値と順位は変わらない。"
    return "The number and its rank are the same under the narrow, the standard and the broad definition of the area."


def few_a_year(card: Card, language: Language) -> str:
    """What is said in place of a line over the years that single works would move."""
    if not card.trend or card.record in SUMMED or any(point.works >= FEW_WORKS for point in card.trend):
        return ""
    one, several, ja = _COUNTED[card.record]
    least, most = min(point.works for point in card.trend), max(point.works for point in card.trend)
    if language == "ja":
        span = f"{least}件" if least == most else f"{least}〜{most}件"
        return f"各年の{ja}は{span}と少なく、1件で値が大きく動く。推移ではなく、全期間の値を読むこと。"
    span = str(least) if least == most else f"{least} to {most}"
    return (
        f"Each year rests on {span} {several} only, and one {one} moves its value: "
        "read that of all years, not their course."
    )


def _is_flat(points: Sequence[BandPoint]) -> bool:
    return len(points) > 1 and len({(point.works, point.value, point.rank) for point in points}) == 1


def _shown(card: Card, language: Language) -> list[str]:
    interval = card.interval
    ends = [] if interval is None else [interval.lower, interval.upper]
    return column([card.value, *ends], card.display, language)


def _why_nothing(card: Card, language: Language) -> str:
    works = card.coverage.works_of_unit
    _, several, ja = _COUNTED[card.record]
    if works == 0:
        return f"。該当する{ja}がない。" if language == "ja" else f". None of the {several} counted here is its own."
    count = number(works, "count", language)
    if language == "ja":
        return f"。{ja}は{count}件あるが、値の分かるものがない。"
    return f". It has {count} {several}, but the value of none of them is known."


def _doubt(card: Card, language: Language) -> str:
    if card.interval is None:
        return "（信頼区間なし）。" if language == "ja" else ", without an interval."
    _, lower, upper = _shown(card, language)
    level = f"{card.interval.level * 100:.0f}"
    if language == "ja":
        return f"（{level}%信頼区間 {lower}〜{upper}）。"
    return f", between {lower} and {upper} ({level}\u00a0% interval)."


def _few(card: Card, language: Language) -> str:
    works = card.coverage.works_used
    one, several, ja = _COUNTED[card.record]
    if works >= FEW_WORKS or card.record in SUMMED:
        return ""
    if language == "ja":
        return f"{ja}{works}件のみに基づく。"
    return f" It rests on {works} {one if works == 1 else several} only."


def _place(card: Card, language: Language) -> str:
    rank = card.rank
    if rank is None:
        if card.coverage.works_of_unit >= MINIMUM_WORKS or not card.ranking:
            return ""
        _, several, ja = _COUNTED[card.record]
        return f"{ja}が少なく、順位は言えない。" if language == "ja" else f" Too few {several} to say where it ranks."
    place = ordinal(rank.value, language)
    said = f"順位は{rank.of}のうち{place}" if language == "ja" else f" It ranks {place} of {rank.of}"
    if rank.lower is None or rank.upper is None or rank.lower == rank.upper:
        return said + ("。" if language == "ja" else ".")
    if rank.lower == 1 and rank.upper == rank.of:
        if language == "ja":
            return f"{said}だが、この{_COUNTED[card.record][2]}数では何位とも言えない。"
        return f"{said}, but these {_COUNTED[card.record][1]} cannot tell its place from any other."
    lower, upper = ordinal(rank.lower, language), ordinal(rank.upper, language)
    if language == "ja":
        return f"{said}、{lower}から{upper}の間。"
    return f"{said}, between {lower} and {upper}."
