"""Each portfolio of a base is a ledger of decisions/portfolios; its entries are the versions, and none is ever changed.

So a card that names a version (`energy-crest:2`) answers the same forever.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from rashinban.definitions.documents import Document, Fault
from rashinban.definitions.plan_faults import told
from rashinban.definitions.portfolios import Portfolio, read_portfolio
from rashinban.engine.ledger import Entry, append, entries
from rashinban.errors import BaseDamaged, RashinbanError, UsageError
from rashinban.measure.question import ask

#: Within a base.
FOLDER = Path("decisions") / "portfolios"
#: Between the id and the version of a portfolio.
VERSION = ":"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One version of a portfolio of a base."""

    portfolio: Portfolio
    version: int

    @property
    def name(self) -> str:
        """What names exactly this version: `energy-crest:2`."""
        return f"{self.portfolio.portfolio}{VERSION}{self.version}"


def check_portfolio(path: Path) -> Portfolio:
    """The portfolio in a file. RashinbanError with every mistake, a line each, those of its conditions too."""
    portfolio, document = read_portfolio(path)
    if faults := list(_conditions(portfolio, document)):
        raise RashinbanError(told(path, faults))
    return portfolio


def _conditions(portfolio: Portfolio, document: Document) -> Iterator[Fault]:
    for number, part in enumerate(portfolio.parts):
        line, place = document.line(("parts", number)), f"parts {number + 1}"
        try:
            question = ask((), portfolio.where(part), record="awards")
        except UsageError as error:
            yield Fault(line=line, place=place, text=str(error))
            continue
        for item in question.where:
            if question.axis(item.key) == "parameter":
                yield Fault(line=line, place=place, text=f"{item.key} chooses no awards; ask for it with --where")
            elif item.key == "portfolio":
                yield Fault(
                    line=line, place=place, text="a portfolio is made of awards, not of portfolios; write its parts"
                )


def portfolios(base: Path) -> Mapping[str, Kept]:
    """The newest version of each portfolio of a base, by id."""
    folder = base / FOLDER
    ids = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    return {id: _read(base, id, versions)[-1] for id in ids if (versions := entries(folder / id))}


def kept(base: Path, name: str) -> Kept:
    """A portfolio by its id (the newest version) or `id:version`; UsageError naming those that exist."""
    id, _, version = name.partition(VERSION)
    # A name that is no single part of a path leads out of the folder.
    versions = entries(base / FOLDER / id) if id and Path(id).name == id else ()
    if not versions:
        known = ", ".join(portfolios(base)) or "none; add one with `rashinban portfolio add FILE`"
        raise UsageError(f"portfolio {name[:80]!r} is not known; known are {known}")
    read = _read(base, id, versions)
    if not version:
        return read[-1]
    found = next((one for one in read if str(one.version) == version), None)
    if found is None:
        raise UsageError(f"portfolio {name[:80]!r}: {id} has the versions 1 to {len(read)}")
    return found


def _read(base: Path, id: str, versions: Sequence[Entry]) -> Sequence[Kept]:
    try:
        return read_versions(id, versions)
    except BaseDamaged as error:
        raise BaseDamaged(f"{base / FOLDER / id}: {error}") from error


def read_versions(id: str, versions: Sequence[Entry]) -> Sequence[Kept]:
    """The versions that entries make. BaseDamaged where one of them is no portfolio, or another one."""
    found = []
    for number, entry in enumerate(versions, 1):
        try:
            portfolio = Portfolio.model_validate(entry)
        except ValidationError as error:
            told = " ".join(str(error).split())
            raise BaseDamaged(f"entry {number:06d}.json is no portfolio ({told}); restore it") from error
        if portfolio.portfolio != id:
            raise BaseDamaged(f"entry {number:06d}.json is of portfolio {portfolio.portfolio!r}; restore it")
        found.append(Kept(portfolio=portfolio, version=number))
    return found


def chosen(base: Path, names: Iterable[str]) -> Mapping[str, Kept]:
    """The portfolios that a question names, by the name it uses; all of the base where it names none."""
    wanted = tuple(names)
    return {name: kept(base, name) for name in wanted} if wanted else portfolios(base)


def add_portfolio(base: Path, portfolio: Portfolio) -> Kept:
    """Keep a checked portfolio; one that says what the newest version says is that version, not another."""
    folder = base / FOLDER / portfolio.portfolio
    entry: Entry = json.loads(portfolio.model_dump_json(exclude_none=True))
    before = entries(folder)
    if before and before[-1] == entry:
        return Kept(portfolio=portfolio, version=len(before))
    number = 0

    def make(standing: Sequence[Entry]) -> Entry:
        nonlocal number
        number = len(standing) + 1
        return entry

    append(folder, make)
    return Kept(portfolio=portfolio, version=number)
