"""What a funding statement says: the funders named in it, and the award numbers with the funder of each.

A number that says its funder has it. Any other is of the funder named last before it in the same sentence, or, where
one comes right behind it (`U01CA233363 from the National Cancer Institute`, `TIN2008-04844 (Ministry of Science)`), of
that one. The words themselves are kept: what is not resolved can be read again with better names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from rashinban.linkage.funding.names import FunderNames, Mention
from rashinban.linkage.funding.numbers import Find, numbers
from rashinban.reading.award_numbers import parse
from rashinban.schema.ids import scheme_id


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedAward:
    """One award number of a statement, as typed, with its funder and id where they are known."""

    typed: str
    funder_id: str | None
    award_id: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """Funders in the order in which they are named, each once, and the awards in theirs."""

    funders: tuple[str, ...]
    awards: tuple[NamedAward, ...]


#: Longer texts are no numbers.
_LONGEST = 60
_SENTENCE = re.compile(r"[.;|]\s+(?=[A-Z])|。|\n\s*\n")
_BEHIND = re.compile(r"[\s,)\]]*(?:\(|\[|\b(?:from|by|of|funded by|awarded by|through)\b)\s*(?:the\s+)?", re.I)


def read_statement(text: str, known: FunderNames) -> Statement:
    """The funders and awards that a statement names."""
    mentions = known.within(text)
    beside = _Beside(text, mentions)
    awards: dict[NamedAward, None] = {}
    funders: dict[str, None] = {mention.id: None for mention in mentions}
    for find in numbers(text):
        funder_id = _funder(find, beside.of(find), known)
        if funder_id is not None:
            funders.setdefault(funder_id)
        awards.setdefault(NamedAward(typed=find.typed, funder_id=funder_id, award_id=award_id(find, funder_id, known)))
    return Statement(funders=tuple(funders), awards=tuple(awards))


def _funder(find: Find, beside: str | None, known: FunderNames) -> str | None:
    """The funder of a number; of a number that says it, the one named beside it where that is a part of it."""
    if find.said is None or find.said.funder_id is None:
        return beside
    said = known.of_registry(find.said.funder_id)
    return beside if beside is not None and said in known.ancestors(beside) else said


class _Beside:
    """The funders named in a text, by where they stand."""

    def __init__(self, text: str, mentions: list[Mention]) -> None:
        self.text, self.mentions = text, mentions
        self.starts = [mention.start for mention in mentions]
        self.ends = [found.start() for found in _SENTENCE.finditer(text)]

    def of(self, find: Find) -> str | None:
        """The funder named right behind a number, else last before it in its sentence."""
        if behind := _BEHIND.match(self.text, find.end):
            place = bisect_left(self.starts, behind.end())
            if place < len(self.starts) and self.starts[place] == behind.end():
                return self.mentions[place].id
        place = bisect_left(self.starts, find.start) - 1
        sentence = bisect_left(self.ends, find.start) - 1
        if place < 0 or (sentence >= 0 and self.starts[place] < self.ends[sentence]):
            return None
        return self.mentions[place].id


def award_id(find: Find, funder_id: str | None, known: FunderNames) -> str | None:
    """The id of the award that a number names: by its shape, else by its funder and the number as typed."""
    return find.said.award_id if find.said is not None else number_id(find.typed, funder_id, known)


def number_id(typed: str, funder_id: str | None, known: FunderNames) -> str | None:
    """The id of an award by its number as typed and who gave it: `DMS-0757907` -> `nsf:0757907`.

    A number of no known shape is its funder's: `award:501100001659:HE6013/1-2`. None where no funder is known either,
    or there are no digits in it.
    """
    registry = known.registry_ids(funder_id) if funder_id else ()
    if named := parse(typed, registry):
        return named.award_id
    plain = "".join(typed.split()).upper()
    if funder_id is None or not 2 < len(plain) <= _LONGEST or not any(map(str.isdigit, plain)):
        return None
    giver = registry[0].partition(":")[2] if registry else funder_id
    return scheme_id("award", f"{giver}:{plain}")
