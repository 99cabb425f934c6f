"""Each funder has the names that a base knows of it; a name as typed is resolved to the one funder that it must mean.

Precision comes first: a name that two funders share, or that names another country than the funder's, is nobody's.
The steps, each tried only where those before found nothing: the whole name (index.py); what brackets add to it; the
words that tell, without province or government; another spelling (spelling.py); the body of a foundation; an acronym
with words beside it (beside.py); a part of it that is a whole name (`Department of Chemistry, Bowling Green State
University`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rashinban.linkage.funding.beside import beside
from rashinban.linkage.funding.bounds import BODY, OWNER, PIECES, TOLD_ON, bounded, is_piece
from rashinban.linkage.funding.index import BRACKETS, Funder, NameIndex, capitals, is_acronym
from rashinban.linkage.funding.spelling import Spellings
from rashinban.linkage.funding.words import Word, is_japanese, key, telling_words, without_countries, words

__all__ = ["Funder", "FunderNames", "Mention", "is_acronym"]

#: Words of one name that are looked at together.
_LONGEST = 14
#: An acronym of so many letters may be any word.
_SHORT = 3
#: What may stand before an acronym that ends a name.
_TOLD = re.compile(r"(?:[a-z]|[,(–-])\s+$")
_FOUNDATION = re.compile(r"(?:\s+(?:research|education|educational|charitable|science|and|&))*\s+foundation$", re.I)
#: Characters of a Japanese name.
_LONGEST_JAPANESE = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """A funder named within a text: its id and where, from `start` up to `end`."""

    id: str
    start: int
    end: int


class FunderNames(NameIndex):
    """The names of funders; `finish` once all are added."""

    @cached_property
    def spellings(self) -> Spellings:
        """What the names are when spelled otherwise."""
        return Spellings(self)

    def resolve(self, name: str, *, parts: bool = True) -> str | None:
        """The id of the funder that a name means; None where no funder, or more than one, may be meant.

        parts: a part that is a whole name may be meant, too: more names are found, and more of them wrongly.
        """
        name = html.unescape(html.unescape(name)).strip(" .,;")
        if len(pieces := PIECES.split(name)) > 1:
            # From the whole to its part: HHS | NIH | NIAID. The part is meant, and nothing above it.
            return self.resolve(pieces[-1], parts=parts)
        if (plain := key(name)) in self.stated:
            return self.stated[plain]
        bare = BRACKETS.sub(" ", name).strip()
        meant = self._in_brackets(name, bare) if bare != name else self.whole(name)
        meant = meant or self._of_telling(bare) or self.spellings.resolve(bare) or self._of_foundation(bare)
        if meant or not parts:
            return meant
        return self._below(name) or beside(self, name) or self._of_parts(name)

    def _in_brackets(self, name: str, bare: str) -> str | None:
        """The funder of a name with brackets: they hold its acronym, its country, or the part of it that is meant."""
        inside = [each for each in BRACKETS.findall(name) if each]
        if self.stated.get(key(bare), "") is None:
            # National Research Foundation (NRF): nobody's, unless a country tells.
            return self.whole(name) if without_countries(key(name).split(" "))[1] else None
        if meant := self.whole(name):
            return meant
        if meant := self.whole(bare):
            below = [part for each in inside if (part := self.whole(each)) and meant in self.ancestors(part)]
            return below[0] if below else meant
        return next((meant for each in inside if (meant := self.whole(f"{bare} {each}"))), None)

    def _of_telling(self, name: str) -> str | None:
        """The funder with the same words that tell: Henan Science and Technology Department, Henan Province."""
        here, places = without_countries(key(name).split(" "))
        telling = telling_words(here)
        if " " not in telling or not (places or self.is_rare(telling.split(" "))):
            return None
        return self.choose(self.telling.get(telling, ()), places)

    def _of_foundation(self, name: str) -> str | None:
        """The body whose foundation is named, where it has several ids in the registry: the foundation's is one."""
        body = _FOUNDATION.sub("", name)
        meant = self.whole(body) if body and body != name else None
        return meant if meant and len(self.funders[meant].registry) > 1 else None

    def _below(self, name: str) -> str | None:
        """The part of a body where both go by acronyms: USDA ARS."""
        pieces = re.split(r"[\s/-]+", name)
        if len(pieces) != 2 or not all(map(is_acronym, pieces)):
            return None
        above = self.whole(pieces[0])
        below = [each for each in self.acronyms.get(capitals(pieces[1]), ()) if above in self.ancestors(each)]
        return below[0] if len(below) == 1 else None

    def _of_parts(self, name: str) -> str | None:
        """The funder whose whole name is a part of the name; of a body and its parent the body, of several the first.

        That one must begin the name; an acronym must begin it and not be told on (`NSF of Shanghai`, `USDA ARS`), or
        be all there is and end it (`Fund for Whales by CNPq, Brazil`).
        """
        found = self.within(name)
        spelled = [each for each in found if not is_acronym(name[each.start : each.end])]
        # Programme (ABC) of Somebody: the letters stand for the programme.
        found = [each for each in found if each in spelled or not spelled or name[: each.start][-1:] not in ("(", "[")]
        above = {parent for each in found for parent in self.ancestors(each.id)}
        left = [each for each in found if each.id not in above]
        if not left:
            return None
        first, several = left[0], len({each.id for each in left}) > 1
        if not several and (part := self._part_of(first, name)):
            return part
        if (several and first.start) or not (first in spelled or self._stands(first, name, alone=not several)):
            return None
        if len(left) > 1 and self.funders[first.id].parents and OWNER.fullmatch(name[first.end : left[1].start]):
            # Each university has a Center for AIDS Research.
            return left[1].id
        governs = any("government" in each.split(" ") for each in self.keys_of[first.id])
        return None if governs and BODY.search(name[: first.start] + name[first.end :]) else first.id

    def _stands(self, acronym: Mention, name: str, *, alone: bool) -> bool:
        """Whether an acronym within a name is its funder's."""
        if TOLD_ON.match(name, acronym.end):
            return False
        rest = key(name[acronym.end :])
        ends = not rest or not without_countries(rest.split(" "))[0]
        told = bool(_TOLD.search(name[: acronym.start]))
        return not acronym.start or (alone and ends and told and acronym.end - acronym.start > _SHORT)

    def _part_of(self, whole: Mention, name: str) -> str | None:
        """The one part of a body that is named beside it: `Department of Energy, Office of Science`."""
        rest = f" {key(name[: whole.start])} | {key(name[whole.end :])} "
        below = [whole.id]
        for each in below:
            below.extend(child for child in self.children.get(each, ()) if child not in below)
        meant = {each for each in below[1:] if any(" " in n and f" {n} " in rest for n in self.keys_of.get(each, ()))}
        lowest = [each for each in meant if not any(each in self.ancestors(other) for other in meant)]
        return lowest[0] if len(lowest) == 1 else None

    def within(self, text: str) -> list[Mention]:
        """Funders whose whole names stand in a text, the longest at each place; a single word is an acronym."""
        found = words(text)
        plain = [word.plain for word in found]
        _, places = without_countries(plain)
        mentions: list[Mention] = []
        start = 0
        while start < len(found):
            for end in range(min(len(found), start + _LONGEST), start, -1):
                if meant := self._here(text, found, plain, start, end, places):
                    mentions.append(Mention(meant, found[start].start, found[end - 1].end))
                    start = end - 1
                    break
            else:
                mentions.extend(self._in_japanese(found[start], places))
            start += 1
        return mentions

    def _in_japanese(self, word: Word, places: set[str]) -> Iterator[Mention]:
        """Funders named in a run of Japanese, which has no blanks: 本研究は科研費による."""
        run, start = word.plain, 0
        if not is_japanese(run) or len(run) != word.end - word.start:
            return
        while start < len(run):
            for end in range(min(len(run), start + _LONGEST_JAPANESE), start + 2, -1):
                part = run[start:end]
                meant = self.stated.get(part) or self.choose(self.names.get(part, ()), places)
                if meant:
                    yield Mention(meant, word.start + start, word.start + end)
                    start = end - 1
                    break
            start += 1

    def _here(
        self, text: str, found: list[Word], plain: list[str], start: int, end: int, places: set[str]
    ) -> str | None:
        joined = " ".join(plain[start:end])
        typed = text[found[start].start : found[end - 1].end]
        if not (
            (
                joined in self.stated
                and (end - start > 1 or is_acronym(typed) or (len(typed) > 5 and not typed.islower()))
            )
            or (
                joined in self.names
                and (self.tells(plain[start:end]) or (not start and end > 2) or is_piece(text, found, start, end))
            )
            or (end - start == 1 and len(typed) > 2 and capitals(typed) in self.acronyms and is_acronym(typed))
        ):
            return None
        # An acronym is short enough to be no part of a name beside it: UK EPSRC, ERC Starting Grant.
        if not is_acronym(typed) and not bounded(text, found, start, end):
            return None
        if joined in self.stated:
            return self.stated[joined]
        if joined in self.names and (end - start > 1 or not is_acronym(typed)):
            return self.choose(self.names[joined], places)
        return self.choose(self.acronyms.get(capitals(typed), ()), places)
