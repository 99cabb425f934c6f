"""Each funder has the names that a base knows of it; a name as typed is resolved to the one funder that it must mean.

Precision comes first: a name that two funders share, or that names another country than the funder's, is nobody's.
The steps, each tried only where those before found nothing: the whole name; without its country, which then is the
funder's, in any order of words; the letters that a wrong encoding left; a part of it that is a whole name
(`Department of Chemistry, Bowling Green State University`). Acronyms count in capitals.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from rashinban.linkage.funding.bounds import PIECES, TOLD_ON, bounded, is_piece
from rashinban.linkage.funding.words import Word, is_japanese, key, rows, unspoiled, without_countries, words

#: Words of one name that are looked at together.
_LONGEST = 14
#: Characters of a Japanese name.
_LONGEST_JAPANESE = 40
#: A word that more names than this have tells little of itself.
_COMMON = 60
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&/.-]{1,11}")
_BRACKETS = re.compile(r"\s*[(\[（]([^()\[\]（）]*)(?:[)\]）]|$)\s*")
_LEGAL_FORM = re.compile(
    r"(?:[\s,]+(?:inc|ltd|limited|llc|gmbh|corp|corporation|co|company|plc|ag|s\.?a|s\.?p\.?a|b\.?v|a/s|ab|kk|pty|pvt|kgaa|se|"
    r"e\.?v|r\.?y)\b\.?)+$",
    re.I,
)


@dataclass(frozen=True, kw_only=True)
class Funder:
    """One funder as names are told apart by.

    registry: its ids in Crossref's Funder Registry; is_funder: a registry calls it a funder; parents: what it is part
    of, whether known here or not.
    """

    id: str
    country: str | None = None
    registry: tuple[str, ...] = ()
    is_funder: bool = True
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A funder named within a text: its id and where, from `start` up to `end`."""

    id: str
    start: int
    end: int


def _index() -> defaultdict[str, set[str]]:
    return defaultdict(set)


@dataclass
class FunderNames:
    """The names of funders by their words; `finish` once all are added."""

    funders: dict[str, Funder] = field(default_factory=dict)
    names: defaultdict[str, set[str]] = field(default_factory=_index)
    acronyms: defaultdict[str, set[str]] = field(default_factory=_index)
    in_country: defaultdict[str, set[str]] = field(default_factory=_index)
    in_any_order: defaultdict[str, set[str]] = field(default_factory=_index)
    spoiled: defaultdict[str, set[str]] = field(default_factory=_index)
    branches: list[tuple[str, str]] = field(default_factory=list)
    common: Counter[str] = field(default_factory=Counter)
    stated: dict[str, str | None] = field(default_factory=dict)
    registered: dict[str, str] = field(default_factory=dict)

    def add(self, funder: Funder, names: Iterable[str]) -> None:
        """Add a funder with all its names."""
        self.funders[funder.id] = funder
        for name in names:
            self._add(funder.id, name)
            # `Robert Bosch (Germany)`, `Takeda Ltd.`
            short = _LEGAL_FORM.sub("", _BRACKETS.sub(" ", name).strip())
            if short and short != name:
                if funder.parents:
                    self.branches.append((funder.id, short))
                else:
                    self._add(funder.id, short)

    def _add(self, funder_id: str, name: str) -> None:
        if is_acronym(name):
            self.acronyms[_capitals(name)].add(funder_id)
            return
        found = key(name).split(" ")
        if found == [""]:
            return
        self.common.update(set(found))
        self.names[" ".join(found)].add(funder_id)
        here, _ = without_countries(found)
        if here:
            self.in_country[" ".join(sorted(here))].add(funder_id)
        if len(found) > 2 or "university" in found:
            self.in_any_order[" ".join(sorted(found))].add(funder_id)
        if not name.isascii() and (plain := unspoiled(name)):
            self.spoiled[plain].add(funder_id)

    def finish(self) -> FunderNames:
        """Add the short names of companies that have a parent, and what names mean by aliases.csv."""
        for funder_id, name in self.branches:
            # A branch alone is not the company; where its parents are known and called otherwise, it is no branch.
            parents = self.funders[funder_id].parents
            if all(each in self.funders for each in parents) and not any(
                parent in self.names.get(key(name), ()) for parent in parents
            ):
                self._add(funder_id, name)
        known = self.registered = {n: funder.id for funder in self.funders.values() for n in funder.registry}
        for row in rows("aliases.csv"):
            meant = row["registry_id"]
            if not meant:
                self.stated[key(row["name"])] = None
                continue
            # One of those that a register files under another funder, and which is none of it.
            funder_id = f"fundref:{meant}" if row["separate"] else known.get(meant, f"fundref:{meant}")
            if funder_id not in self.funders:
                self.funders[funder_id] = Funder(id=funder_id, country=row["country_code"], registry=(meant,))
            self._add(funder_id, row["name"])
            self.stated[key(row["name"])] = funder_id
        return self

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
        if meant := self.whole(name):
            return meant
        outside = _BRACKETS.sub(" ", name).strip()
        if outside and outside != name:
            inside = [each for each in _BRACKETS.findall(name) if each]
            for form in (outside, *(f"{outside} {each}" for each in inside)):
                if meant := self.whole(form):
                    return meant
        return self._of_parts(name) if parts else None

    def whole(self, name: str) -> str | None:
        """The funder whose name it is, whole."""
        if is_acronym(name) and (meant := self._choose(self.acronyms.get(_capitals(name), ()), ())):
            return meant
        found = key(name).split(" ")
        plain = " ".join(found)
        if plain in self.stated:
            return self.stated[plain]
        here, places = without_countries(found)
        if plain in self.names:
            return self._choose(self.names[plain], places)
        if places and here and (meant := self._choose(self.in_country.get(" ".join(sorted(here)), ()), places)):
            return meant
        if len(found) > 1 and (meant := self._choose(self.in_any_order.get(" ".join(sorted(found)), ()), places)):
            return meant
        if (left := unspoiled(name)) and (meant := self._choose(self.spoiled.get(left, ()), ())):
            return meant
        shorter = _LEGAL_FORM.sub("", name)
        return self.whole(shorter) if shorter and shorter != name else None

    def _choose(self, found: Collection[str], places: Collection[str]) -> str | None:
        """The one that stands out: of the country named, else a funder by trade, else the parent of the others."""
        left = [self.funders[each] for each in found]
        if places:
            left = [funder for funder in left if funder.country in places]
        if len(left) > 1:
            left = [funder for funder in left if funder.is_funder] or left
        if len(left) > 1:
            ids = {funder.id for funder in left}
            left = [funder for funder in left if not ids & set(funder.parents)]
        return left[0].id if len(left) == 1 else None

    def _of_parts(self, name: str) -> str | None:
        """The funder whose whole name is a part of the name; of a body and its parent the body, of several the first.

        That one must begin the name; an acronym must begin it and not be told on (`NSF of Shanghai`, `USDA ARS`).
        """
        found = self.within(name)
        above = {parent for each in found for parent in self.ancestors(each.id)}
        left = [each for each in found if each.id not in above]
        if not left or (left[0].start and len({each.id for each in left}) > 1):
            return None
        first = left[0]
        if is_acronym(name[first.start : first.end]) and (first.start or TOLD_ON.match(name, first.end)):
            return None
        return first.id

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
                meant = self.stated.get(part) or self._choose(self.names.get(part, ()), places)
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
            (joined in self.stated and (end - start > 1 or is_acronym(typed) or len(typed) > 5))
            or (joined in self.names and (self._tells(plain[start:end]) or is_piece(text, found, start, end)))
            or (end - start == 1 and len(typed) > 2 and _capitals(typed) in self.acronyms and is_acronym(typed))
        ):
            return None
        # An acronym is short enough to be no part of a name beside it: UK EPSRC, ERC Starting Grant.
        if not is_acronym(typed) and not bounded(text, found, start, end):
            return None
        if joined in self.stated:
            return self.stated[joined]
        if joined in self.names and (end - start > 1 or not is_acronym(typed)):
            return self._choose(self.names[joined], places)
        return self._choose(self.acronyms.get(_capitals(typed), ()), places)

    def _tells(self, plain: list[str]) -> bool:
        """Whether a name within another can be taken for one: it has a rare word and another, or a country, or many."""
        if len(plain) == 1:
            return False
        rare = any(self.common[word] < _COMMON for word in plain)
        return rare or len(plain) > 4 or bool(without_countries(plain)[1])

    def registry_ids(self, funder_id: str) -> tuple[str, ...]:
        """The `fundref:` ids of a funder, the first of them its own."""
        funder = self.funders.get(funder_id)
        return tuple(f"fundref:{number}" for number in funder.registry) if funder else ()

    def of_registry(self, fundref: str) -> str:
        """The funder that has a `fundref:` id; the id itself where none has."""
        return self.registered.get(fundref.removeprefix("fundref:"), fundref)

    def ancestors(self, funder_id: str) -> set[str]:
        """All that a funder is part of."""
        found: set[str] = set()
        waiting = [funder_id]
        while waiting:
            funder = self.funders.get(waiting.pop())
            for parent in funder.parents if funder else ():
                if parent not in found:
                    found.add(parent)
                    waiting.append(parent)
        return found


def is_acronym(name: str) -> bool:
    """Whether a name is one word in capitals: JST, CNPq, US-DOE."""
    return bool(_ACRONYM.fullmatch(name)) and sum(letter.isupper() for letter in name) * 2 > len(name)


def _capitals(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", name).upper()
