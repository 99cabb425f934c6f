"""Each link is one thing that a sentence names, with the place in the sentence that says so.

A name in capitals is found in capitals only: SIP, not sip. Of things of one kind whose evidence overlaps, the longest
stands: `SIP phase 3`, not `SIP`; technology areas, objectives and measures may share their words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import ahocorasick

from rashinban.definitions.phrases import normal
from rashinban.definitions.queries import Query, choices, holds, wanted
from rashinban.linkage.strategy_sentences.names import PROPER, SHARING, Known, Names, found_as, not_meant, with_aliases

SCORES = {"exact": 1.0, "quoted": 1.0, "alias": 0.8, "number": 0.6}

_AMOUNT = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)[\s-]*(?P<scale>trillion|billion|million|兆|億|万)?[\s-]*(?P<unit>yen|円|%|percent|パーセント)",
    re.I,
)
_SCALE = {
    "trillion": 10**12,
    "billion": 10**9,
    "million": 10**6,
    "兆": 10**12,
    "億": 10**8,
    "万": 10**4,
    "": 1,
}
_UNIT = {"yen": "JPY", "円": "JPY", "%": "%", "percent": "%", "パーセント": "%"}


@dataclass(frozen=True, kw_only=True)
class Link:
    """One thing in one sentence: `text[start:end]` is the evidence."""

    entity: str
    entity_id: str
    how: str
    start: int
    end: int


Owner = tuple[str, str, str]


@dataclass
class Finder:
    """The names of everything, compiled: one automaton for all patterns."""

    known: Known
    _automaton: ahocorasick.Automaton = field(default_factory=ahocorasick.Automaton)
    _owners: defaultdict[str, list[tuple[Owner, str]]] = field(default_factory=lambda: defaultdict(list))
    _rules: list[tuple[str, str, Query, Names]] = field(default_factory=list)
    _triggers: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self.known = with_aliases(self.known)
        for entity, things in self.known.items():
            for name, own in things.items():
                for how, texts in (("exact", own.labels), ("alias", own.aliases)):
                    for text in texts:
                        for pattern in found_as(text):
                            self._owners[pattern].append(((entity, name, how), text))
                for query in own.queries:
                    for choice in choices(query):
                        self._rules.append((entity, name, choice, own))
                        for text in wanted(choice):
                            for pattern in found_as(text):
                                self._triggers[pattern].add(len(self._rules) - 1)
        for pattern in {*self._owners, *self._triggers}:
            self._automaton.add_word(pattern, pattern)
        # One that holds nothing cannot be searched; this mark occurs in no normal text.
        self._automaton.add_word("\0", "\0")
        self._automaton.make_automaton()

    def links(self, text: str, edition: str | None = None) -> list[Link]:
        """What a sentence names; each thing once, by its strongest and then its first evidence."""
        plain = normal(text)
        hits = dict.fromkeys(pattern for _, pattern in self._automaton.iter(plain))
        found = [
            *self._named(text, hits),
            *self._described(text, plain, hits),
            *self._amounts(text, plain),
            *self._quoted(text, edition),
        ]
        return _strongest(_longest(found))

    def _named(self, text: str, hits: Iterable[str]) -> Iterator[Link]:
        for pattern in hits:
            owners = self._owners.get(pattern, ())
            for span in _meant(text, pattern) if owners else ():
                for (entity, name, how), printed in owners:
                    if _is_written_so(entity, printed, text, span):
                        yield Link(entity=entity, entity_id=name, how=how, start=span[0], end=span[1])

    def _described(self, text: str, plain: str, hits: Iterable[str]) -> Iterator[Link]:
        def within(phrase: str) -> bool:
            return any(pattern in plain for pattern in found_as(phrase))

        for number in sorted({each for pattern in hits for each in self._triggers.get(pattern, ())}):
            entity, name, query, own = self._rules[number]
            if holds(query, within, within) and not any(holds(no, within, within) for no in own.excluded):
                for phrase in dict.fromkeys(wanted(query)):
                    for pattern in found_as(phrase):
                        for start, end in _meant(text, pattern):
                            yield Link(entity=entity, entity_id=name, how="alias", start=start, end=end)

    def _amounts(self, text: str, plain: str) -> Iterator[Link]:
        printed = dict(amounts(text))
        if not printed:
            return
        for entity, things in self.known.items():
            for name, own in things.items():
                if any(pattern in plain for word in own.about for pattern in found_as(word)):
                    for amount in (each for given in own.amounts for each, _ in amounts(given)):
                        if amount in printed:
                            start, end = printed[amount]
                            yield Link(entity=entity, entity_id=name, how="number", start=start, end=end)

    def _quoted(self, text: str, edition: str | None) -> Iterator[Link]:
        plain = normal(text).strip()
        for entity, things in self.known.items() if edition else ():
            for name, own in things.items():
                if own.edition == edition and any(plain.startswith(normal(begin).strip()) for begin in own.begins):
                    yield Link(entity=entity, entity_id=name, how="quoted", start=0, end=len(text))


def _is_written_so(entity: str, name: str, text: str, span: tuple[int, int]) -> bool:
    """Whether capitals stand where a name needs them.

    The first word of a sentence has a capital anyway: it does not tell a funder called `Strong` from the word.
    """
    found = text[slice(*span)]
    if name.isupper():
        return _letters(found).isupper()
    if entity not in PROPER or not name[0].isupper():
        return True
    begins = not any(character.isalnum() for character in text[: span[0]])
    return not found[0].islower() and not (entity == "funder" and begins and " " not in name)


def amounts(text: str) -> Iterator[tuple[tuple[float, str], tuple[int, int]]]:
    """Amounts of money and shares in a text, as (value, unit), with their places: `10-trillion-yen`, `１０兆円`."""
    folded = "".join(unicodedata.normalize("NFKC", character)[:1] or " " for character in text)
    for found in _AMOUNT.finditer(folded):
        scale = _SCALE[(found["scale"] or "").lower()]
        value = float(found["number"].replace(",", "")) * scale
        yield (value, _UNIT[found["unit"].lower()]), found.span()


def _meant(text: str, pattern: str) -> Iterator[tuple[int, int]]:
    """The places of a pattern, but for those within longer phrases that mean something else."""
    others = [span for longer in not_meant().get(pattern, ()) for span in spans(text, longer)]
    for start, end in spans(text, pattern):
        if not any(a <= start and end <= b for a, b in others):
            yield start, end


def spans(text: str, pattern: str) -> Iterator[tuple[int, int]]:
    """The places of a text whose normal form is the pattern, from left to right.

    The text is cut only where a word may end: a pattern is in the beginning of a text up to a cut from some cut on,
    and in what begins at a cut up to some cut.
    """
    cuts = [0, *(at for at in range(1, len(text)) if _is_cut(text, at)), len(text)]
    first = 0
    while True:
        last = bisect_left(
            range(first + 1, len(cuts)), True, key=lambda n: pattern in normal(text[cuts[first] : cuts[n]])
        )
        end = first + 1 + last
        if end >= len(cuts):
            return
        start = bisect_left(range(first, end), True, key=lambda n: pattern not in normal(text[cuts[n] : cuts[end]]))
        begin = first + start - 1
        yield _trimmed(text, cuts[begin], cuts[end])
        first = end


def _is_cut(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    return not (_is_latin(before) and _is_latin(after))


def _is_latin(character: str) -> bool:
    folded = unicodedata.normalize("NFKC", character)
    return folded.isalnum() and not "\u3005" <= folded[0] <= "\u9fff"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


def _longest(found: Sequence[Link]) -> Iterator[Link]:
    """Without evidence that lies within longer evidence of another thing of its kind."""
    for link in found:
        if link.entity in SHARING or not any(
            other.entity == link.entity
            and other.how in ("exact", "alias")
            and (other.start, -other.end) != (link.start, -link.end)
            and other.start <= link.start
            and link.end <= other.end
            for other in found
        ):
            yield link


def _strongest(found: Iterable[Link]) -> list[Link]:
    best: dict[tuple[str, str], Link] = {}
    for link in found:
        held = best.get((link.entity, link.entity_id))
        if held is None or _rank(link) < _rank(held):
            best[link.entity, link.entity_id] = link
    return sorted(best.values(), key=lambda link: (link.entity, link.entity_id))


def _rank(link: Link) -> tuple[float, int, int, int]:
    return -SCORES[link.how], link.how == "quoted", link.start, -link.end


__all__ = ["SCORES", "Finder", "Link", "amounts", "spans"]
