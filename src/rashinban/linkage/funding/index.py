"""The names of funders by their words, and the one funder whose whole name something is.

Each step is tried only where those before found nothing: the name; without its country, which then is the funder's, in
any order of words; the letters that a wrong encoding left; without the form of a company. Acronyms count in capitals.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Self

from rashinban.linkage.funding.words import key, rows, telling_words, unspoiled, without_countries

BRACKETS = re.compile(r"\s*[(\[（]([^()\[\]（）]*)(?:[)\]）]|$)\s*")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&/.-]{1,11}")
_LEGAL_FORM = re.compile(
    r"(?:[\s,]+(?:inc|ltd|limited|llc|gmbh|corp|corporation|co|company|plc|ag|s\.?a|s\.?p\.?a|b\.?v|a/s|ab|kk|pty|pvt|kgaa|se|"
    r"e\.?v|r\.?y|global|international)\b\.?)+$",
    re.I,
)
_DASH = re.compile(r"\s+[-–—]\s+")
#: A word that more names than this have tells little of itself.
_COMMON = 60
#: Words which with a country alone are no name.
_BARE = frozenset(["foundation", "fund", "institute", "association", "society", "research", "science"])
#: A word of fewer names than this tells much.
_SELDOM = 25


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


def _index() -> defaultdict[str, set[str]]:
    return defaultdict(set)


@dataclass
class NameIndex:
    """The names of funders by their words; `finish` once all are added.

    typed: by their letters as they stand; telling: by the words that tell, in any order, without countries; keys_of:
    the names of each funder; children: what is part of it.
    """

    funders: dict[str, Funder] = field(default_factory=dict)
    names: defaultdict[str, set[str]] = field(default_factory=_index)
    typed: defaultdict[str, set[str]] = field(default_factory=_index)
    acronyms: defaultdict[str, set[str]] = field(default_factory=_index)
    in_country: defaultdict[str, set[str]] = field(default_factory=_index)
    in_any_order: defaultdict[str, set[str]] = field(default_factory=_index)
    telling: defaultdict[str, set[str]] = field(default_factory=_index)
    spoiled: defaultdict[str, set[str]] = field(default_factory=_index)
    keys_of: defaultdict[str, set[str]] = field(default_factory=_index)
    children: defaultdict[str, set[str]] = field(default_factory=_index)
    branches: list[tuple[str, str]] = field(default_factory=list)
    common: Counter[str] = field(default_factory=Counter)
    stated: dict[str, str | None] = field(default_factory=dict)
    registered: dict[str, str] = field(default_factory=dict)

    def add(self, funder: Funder, names: Iterable[str]) -> None:
        """Add a funder with all its names."""
        self.funders[funder.id] = funder
        for parent in funder.parents:
            self.children[parent].add(funder.id)
        for name in names:
            self._add(funder.id, name)
            # `Robert Bosch (Germany)`, `Takeda Ltd.`
            short = _LEGAL_FORM.sub("", BRACKETS.sub(" ", name).strip())
            if short and short != name:
                if funder.parents:
                    self.branches.append((funder.id, short))
                else:
                    self._add(funder.id, short)

    def _add(self, funder_id: str, name: str) -> None:
        if is_acronym(name):
            self.acronyms[capitals(name)].add(funder_id)
            return
        found = key(name).split(" ")
        if found == [""]:
            return
        self.common.update(set(found))
        self.typed[name.casefold()].add(funder_id)
        self._add_words(funder_id, found)
        if not name.isascii() and (plain := unspoiled(name)):
            self.spoiled[plain].add(funder_id)

    def _add_words(self, funder_id: str, found: list[str]) -> None:
        here, places = without_countries(found)
        if not here:
            # A country is no funder.
            return
        self.names[" ".join(found)].add(funder_id)
        self.keys_of[funder_id].add(" ".join(found))
        # One word tells little, and of two countries neither is the funder's: French Norwegian Foundation.
        if len(places) < 2 and (len(here) > 1 or here[0] not in _BARE):
            self.in_country[" ".join(sorted(here))].add(funder_id)
        if len(found) > 2 or "university" in found:
            self.in_any_order[" ".join(sorted(found))].add(funder_id)
        if telling := telling_words(here):
            self.telling[telling].add(funder_id)

    def finish(self) -> Self:
        """Add the short names of companies that have a parent and of parts, and what names mean by aliases.csv."""
        for funder_id, name in self.branches:
            # A branch alone is not the company; where its parents are known and called otherwise, it is no branch.
            parents = self.funders[funder_id].parents
            if all(each in self.funders for each in parents) and not any(
                parent in self.names.get(key(name), ()) for parent in parents
            ):
                self._add(funder_id, name)
        self._add_parts()
        self._add_pieces()
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

    def _add_parts(self) -> None:
        """A part is known without the name of its whole, too: `NOAA Fisheries Service`, where nobody else is."""
        short: defaultdict[str, set[str]] = defaultdict(set)
        for acronym, ids in self.acronyms.items():
            for each in ids:
                short[each].add(acronym.lower())
        for parent in self.children.keys() & self.funders.keys():
            above = self.keys_of[parent] | short[parent]
            for child in self.children[parent]:
                for name, whole in product(list(self.keys_of[child]), above):
                    rest = name.removeprefix(f"{whole} ").removesuffix(f" {whole}")
                    if rest != name:
                        self._add_rest(child, rest)

    def _add_pieces(self) -> None:
        """A name of two names is each of them: `Innosuisse – Swiss Innovation Agency`."""
        for name, ids in list(self.typed.items()):
            pieces = _DASH.split(name)
            for funder_id, piece in product(ids, pieces) if len(pieces) == 2 else ():
                self._add_rest(funder_id, key(piece))

    def _add_rest(self, funder_id: str, rest: str) -> None:
        found = rest.split(" ")
        if self.tells(found) and not self.names.get(rest, set()) - {funder_id}:
            self._add_words(funder_id, found)

    def whole(self, name: str) -> str | None:
        """The funder whose name it is, whole."""
        if is_acronym(name) and (meant := self.choose(self.acronyms.get(capitals(name), ()), ())):
            return meant
        found = key(name).split(" ")
        plain = " ".join(found)
        if plain in self.stated:
            return self.stated[plain]
        if plain in self.names:
            _, places = without_countries(found)
            candidates = self.names[plain]
            exact = candidates & self.typed.get(name.casefold(), set())
            # A country in the name is in the funder's own: University of British Columbia.
            return (
                (self.choose(exact, places) if exact else None)
                or self.choose(candidates, places)
                or (self.choose(candidates, ()) if places else None)
            )
        if meant := self.of_words(found):
            return meant
        if (left := unspoiled(name)) and (meant := self.choose(self.spoiled.get(left, ()), ())):
            return meant
        shorter = _LEGAL_FORM.sub("", name)
        return self.whole(shorter) if shorter and shorter != name else None

    def of_words(self, found: Sequence[str]) -> str | None:
        """The funder with these words: without its country, in any order."""
        here, places = without_countries(found)
        if places and here:
            if meant := self.choose(self.in_country.get(" ".join(sorted(here)), ()), places):
                return meant
            if len(here) == 1 and (meant := self.choose(self.acronyms.get(here[0].upper(), ()), places)):
                return meant
        if len(found) > 1:
            same = " ".join(sorted(found))
            others = (
                self.in_country.get(same, set())
                if len(found) > 2 and not places and self.is_rare(found, _SELDOM)
                else set()
            )
            return self.choose(self.in_any_order.get(same, set()) | others, places)
        return None

    def tells(self, plain: Sequence[str]) -> bool:
        """Whether a name within another can be taken for one: it has a rare word and another, or a country, or many."""
        if len(plain) == 1:
            return False
        return self.is_rare(plain) or len(plain) > 4 or bool(without_countries(plain)[1])

    def is_rare(self, plain: Iterable[str], most: int = _COMMON) -> bool:
        """Whether one of the words is rare in names."""
        return any(self.common[word] < most for word in plain)

    def choose(self, found: Collection[str], places: Collection[str]) -> str | None:
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
    return bool(_ACRONYM.fullmatch(name)) and sum(letter.isupper() or letter.isdigit() for letter in name) * 2 > len(
        name
    )


def capitals(name: str) -> str:
    """The letters of an acronym: U.S.-DOE -> USDOE."""
    return re.sub(r"[^A-Za-z0-9]", "", name).upper()
