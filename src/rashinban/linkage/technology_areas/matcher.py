"""Each row is one technology area of one work under one alternative, found by phrase, by topic or by both.

All phrases of all areas and alternatives are one Aho-Corasick automaton, so each text is read once, however many
areas there are. (Phrases that begin with a Japanese character have their own, read only where a text has any: the
first letters of both together would make every step slow.) What a phrase means is kept as bits, one for each area
and alternative; phrases that need no other phrase set their bits directly, and the remaining queries are evaluated
only where one of their phrases occurred.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import ahocorasick
import pyarrow as pa

from rashinban.definitions.areas import (
    ALTERNATIVES,
    AlternativeName,
    Area,
    Clause,
    SearchField,
    in_order,
)
from rashinban.definitions.phrases import has_japanese, normal, patterns
from rashinban.definitions.queries import Phrase, Query, choices, holds, parse, phrases, wanted

FIELDS: tuple[SearchField, ...] = ("title", "abstract", "keywords")
#: A phrase under NOT, or in an exclusion, is looked for here whatever the fields of the query.
_DENIED: tuple[SearchField, ...] = ("title", "abstract")
_HOW = ("phrase", "topic", "both")

#: Rows to read: topics are `T10682:1 T11804:2`, each with its position; 1 is the primary topic.
TEXTS = pa.schema([(name, pa.string()) for name in ("work_id", "title", "abstract", "keywords", "topics")])
#: Rows to write.
FOUND = pa.schema(
    [
        pa.field(name, pa.string(), nullable=False)
        for name in ("work_id", "technology_area", "alternative", "matched_by")
    ]
)

Hits = Mapping[SearchField, set[int]]


@dataclass(frozen=True)
class _Rule:
    """A query that one phrase does not decide: where it is true, it sets or clears bits."""

    query: Query
    fields: tuple[SearchField, ...]
    sets: int = 0
    clears: int = 0


@dataclass
class Matcher:
    """The definitions, compiled. Bit `alternative * areas + area` stands for one area under one alternative."""

    areas: tuple[Area, ...]
    latin: ahocorasick.Automaton = field(default_factory=lambda: ahocorasick.Automaton(ahocorasick.STORE_INTS))
    japanese: ahocorasick.Automaton = field(default_factory=lambda: ahocorasick.Automaton(ahocorasick.STORE_INTS))
    numbers: dict[str, int] = field(default_factory=dict)
    sets: dict[SearchField, defaultdict[int, int]] = field(
        default_factory=lambda: {name: defaultdict(int) for name in FIELDS}
    )
    clears: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    rules: list[_Rule] = field(default_factory=list)
    triggers: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    primary: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    anywhere: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    confirmed: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    lifts: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        places = {entry.id: number for number, entry in enumerate(self.areas)}
        for place, entry in enumerate(self.areas):
            for number, alternative in enumerate(ALTERNATIVES):
                bit = 1 << (number * len(self.areas) + place)
                for clause in entry.clauses(alternative):
                    if clause.like:
                        self.lifts[number * len(self.areas) + places[clause.like]] |= bit
                    elif clause.topics:
                        self._add_topics(entry, clause, alternative, bit)
                    elif clause.query:
                        self._add_query(clause.query, _fields(entry, clause, alternative), sets=bit)
                narrower = entry.alternatives.narrow.exclude if alternative == "narrow" else ()
                for text in (*entry.exclude, *narrower):
                    self._add_query(parse(text), _DENIED, clears=bit)
        for pattern, number in self.numbers.items():
            (self.latin if pattern.startswith(" ") else self.japanese).add_word(pattern, number)
        for automaton in (self.latin, self.japanese):
            # One that holds nothing cannot be searched; this mark occurs in no normal text.
            automaton.add_word("\0", -1)
            automaton.make_automaton()

    def _add_topics(self, entry: Area, clause: Clause, alternative: AlternativeName, bit: int) -> None:
        rule = {
            "standard": "primary",
            "narrow": entry.alternatives.narrow.topics,
            "broad": entry.alternatives.broad.topics,
        }[alternative]
        places = {"primary": self.primary, "any": self.anywhere, "confirmed": self.confirmed}
        for topic in clause.topics or ():
            if rule != "none":
                places[rule][topic] |= bit

    def _add_query(self, query: Query, fields: tuple[SearchField, ...], *, sets: int = 0, clears: int = 0) -> None:
        for choice in choices(query):
            if isinstance(choice, Phrase):
                for number in self._numbers(choice.text):
                    self.clears[number] |= clears
                    for name in fields:
                        self.sets[name][number] |= sets
                continue
            self.rules.append(_Rule(choice, fields, sets, clears))
            for text in phrases(choice):
                self._numbers(text)
            for number in {n for text in wanted(choice) for n in self._numbers(text)}:
                self.triggers[number].append(len(self.rules) - 1)

    def _numbers(self, phrase: str) -> tuple[int, ...]:
        return tuple(self.numbers.setdefault(pattern, len(self.numbers)) for pattern in patterns(phrase))

    def bits(self, texts: Iterable[str | None], topics: Iterable[tuple[str, int]]) -> Iterator[tuple[int, int]]:
        """For one work, the bits that stand, each with how it was found (a place in `_HOW`)."""
        by_phrase = cleared = 0
        waiting: set[int] = set()
        hits: dict[SearchField, set[int]] = {}
        for name, text in zip(FIELDS, texts, strict=True):
            found = hits[name] = self._found(text) if text else set()
            sets = self.sets[name]
            for number in found:
                by_phrase |= sets[number]
                if name in _DENIED:
                    cleared |= self.clears[number]
                if number in self.triggers:
                    waiting.update(self.triggers[number])
        for rule in (self.rules[number] for number in waiting):
            if self._holds(rule, hits):
                by_phrase |= rule.sets
                cleared |= rule.clears
        by_topic = confirmed = 0
        for topic, position in topics:
            by_topic |= self.anywhere.get(topic, 0)
            if position == 1:
                by_topic |= self.primary.get(topic, 0)
                confirmed |= self.confirmed.get(topic, 0)
        if confirmed:
            confirmed &= self._spread(by_phrase)
            by_phrase |= confirmed
            by_topic |= confirmed
        return self._standing(by_phrase & ~cleared, by_topic & ~cleared, cleared)

    def _found(self, text: str) -> set[int]:
        """The numbers of the patterns that occur in a text."""
        text = normal(text)
        found = {number for _, number in self.latin.iter(text)}
        if has_japanese(text):
            found.update(number for _, number in self.japanese.iter(text))
        return found

    def _holds(self, rule: _Rule, hits: Hits) -> bool:
        def within(names: tuple[SearchField, ...], phrase: str) -> bool:
            return any(number in hits[name] for number in self._numbers(phrase) for name in names)

        return holds(rule.query, partial(within, rule.fields), partial(within, _DENIED))

    def _spread(self, by_phrase: int) -> int:
        """The bits of every alternative of the areas whose standard alternative a phrase has set."""
        count = len(self.areas)
        standard = by_phrase & ((1 << count) - 1)
        return sum(standard << (number * count) for number in range(len(ALTERNATIVES)))

    def _standing(self, by_phrase: int, by_topic: int, cleared: int) -> Iterator[tuple[int, int]]:
        """The bits in order; a bit brings those of the areas that are like it, which always come after it."""
        left = by_phrase | by_topic
        while left:
            low = left & -left
            number = low.bit_length() - 1
            left ^= low
            if lifted := self.lifts.get(number, 0) & ~cleared:
                left |= lifted
                by_phrase |= lifted if by_phrase & low else 0
                by_topic |= lifted if by_topic & low else 0
            yield number, 2 if by_phrase & by_topic & low else 0 if by_phrase & low else 1

    def name(self, bit: int) -> tuple[str, AlternativeName]:
        alternative, place = divmod(bit, len(self.areas))
        return self.areas[place].id, ALTERNATIVES[alternative]


def _fields(entry: Area, clause: Clause, alternative: AlternativeName) -> tuple[SearchField, ...]:
    if alternative == "narrow":
        return tuple(name for name in clause.fields if name in entry.alternatives.narrow.fields)
    if alternative == "broad":
        return tuple(name for name in FIELDS if name in clause.fields or name in entry.alternatives.broad.fields)
    return clause.fields


def matcher(known: Mapping[str, Area]) -> Matcher:
    """Compile definitions. An area that another is like must be among them."""
    return Matcher(in_order(known))


def match(batches: Iterable[pa.RecordBatch], compiled: Matcher) -> Iterator[pa.RecordBatch]:
    """Rows of FOUND for rows of TEXTS, batch by batch; nothing is kept from one batch to the next."""
    width = len(compiled.areas) * len(ALTERNATIVES)
    names = [compiled.name(bit) for bit in range(width)]
    ids = pa.array([name for name, _ in names], pa.string())
    alternatives = pa.array([alternative for _, alternative in names], pa.string())
    ways = pa.array(_HOW, pa.string())
    for batch in batches:
        works, bits, how = [], [], []
        columns = [batch.column(name).to_pylist() for name in TEXTS.names[1:]]
        for row, (title, abstract, keywords, topics) in enumerate(zip(*columns, strict=True)):
            for bit, way in compiled.bits((title, abstract, keywords), _topics(topics)):
                works.append(row)
                bits.append(bit)
                how.append(way)
        rows, places = pa.array(works, pa.int32()), pa.array(bits, pa.int32())
        yield pa.RecordBatch.from_arrays(
            [
                batch.column("work_id").take(rows),
                ids.take(places),
                alternatives.take(places),
                ways.take(pa.array(how, pa.int8())),
            ],
            schema=FOUND,
        )


def _topics(text: str | None) -> Iterator[tuple[str, int]]:
    for part in text.split() if text else ():
        topic, _, position = part.partition(":")
        yield topic, int(position)


def explain(
    entry: Area,
    known: Mapping[str, Area],
    title: str | None,
    abstract: str | None = None,
    topics: Collection[str] = (),
    *,
    alternative: AlternativeName = "standard",
) -> tuple[str, ...]:
    """For a reader: why a work is in the area, or is kept out of it.

    The phrases that occur, with their field; the topics that the definition names; each exclusion that is true,
    after NOT; and the same for areas that this one is like.
    """
    texts = {"title": normal(title or ""), "abstract": normal(abstract or ""), "keywords": ""}

    def within(names: Collection[SearchField], phrase: str) -> bool:
        return any(pattern in texts[name] for pattern in patterns(phrase) for name in names)

    met: dict[str, None] = {}
    for clause in entry.clauses(alternative):
        fields = _fields(entry, clause, alternative)
        for choice in choices(clause.query) if clause.query else ():
            if holds(choice, partial(within, fields), partial(within, _DENIED)):
                places = [(text, name) for text in wanted(choice) for name in fields if within((name,), text)]
                met.update({f"{text} ({name})": None for text, name in places})
        met.update({f"{topic} {name}": None for topic, name in (clause.topics or {}).items() if topic in topics})
        if clause.like:
            met.update(
                dict.fromkeys(explain(known[clause.like], known, title, abstract, topics, alternative=alternative))
            )
    for text in entry.exclude:
        if holds(parse(text), partial(within, _DENIED), partial(within, _DENIED)):
            met[f"NOT {text}"] = None
    return tuple(met)
