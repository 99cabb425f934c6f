"""Each programme is one line under which public money is given: a category, a phase, a fund; rules tell its awards.

Programmes make a tree (KAKENHI and its categories, SBIR and its phases). Each fact has its source, or says that it has
none. Which awards are of a programme is decided by rules over an award's identifiers and the words it was given under.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Generic, Literal, TypeVar

import pyarrow as pa
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from rashinban.definitions import read_yaml
from rashinban.errors import RashinbanError, UsageError
from rashinban.schema.text import Text

#: What stands in place of a source where a fact has none yet.
UNSOURCED = "unsourced"
#: Marks the end of an identifier or word, so that a rule can ask for the whole of it.
END = "$"
#: Stands for any digit in a rule.
DIGIT = "#"

_NUMBER = re.compile(r"[a-z-]+:\S*")
ProgrammeId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Value = TypeVar("Value", int, str)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fact(_Strict, Generic[Value]):
    """One fact; `source` is a key of the file's sources, or `unsourced`."""

    value: Value
    source: str


class Stage(_Strict):
    """One step of the way of an award; `gate` is what is judged before the next."""

    labels: Text
    gate: Text | None = None
    source: str


class BudgetLine(_Strict):
    """Money of one fiscal year in minor units of the currency: initial or supplementary budget, or paid into a fund."""

    fiscal_year: int
    kind: Literal["initial", "supplementary", "fund"]
    amount: int
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    status: Literal["planned", "actual"]
    note: str = ""
    source: str


class Rules(_Strict):
    """How an award of the programme is told; any one is enough.

    numbers: beginnings of identifiers, scheme first: `jgn:JPMJCR`; `#` stands for any digit.
    words: the funder's scheme or the category of the award as given; `*` at the end takes whatever begins so.
    """

    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    source: str

    @field_validator("numbers")
    @classmethod
    def _with_scheme(cls, numbers: tuple[str, ...]) -> tuple[str, ...]:
        for number in numbers:
            if not _NUMBER.fullmatch(number):
                raise ValueError(f"{number!r} is no beginning of an identifier; write it with its scheme: jgn:JPMJCR")
        return numbers

    def patterns(self) -> tuple[str, ...]:
        """The beginnings that are looked for among `scheme:identifier$` and `word:text$`."""
        words = (f"word:{word.removesuffix('*')}{'' if word.endswith('*') else END}" for word in self.words)
        return (*self.numbers, *words)


class Programme(_Strict):
    """One programme. source: of its name and place in the tree."""

    id: ProgrammeId
    labels: Text
    parent: ProgrammeId | None = None
    source: str
    ministries: tuple[Fact[str], ...] = ()
    agencies: tuple[Fact[str], ...] = ()
    start_year: Fact[int] | None = None
    end_year: Fact[int] | None = None
    stages: tuple[Stage, ...] = ()
    budgets: tuple[BudgetLine, ...] = ()
    awards: Rules | None = None
    note: Text | None = None

    def sources(self) -> tuple[str, ...]:
        """The keys of all sources that the programme's facts name, `unsourced` among them."""
        facts = (*self.ministries, *self.agencies, self.start_year, self.end_year, *self.stages, *self.budgets)
        return (self.source, *(fact.source for fact in (*facts, self.awards) if fact is not None))


class ProgrammeList(_Strict):
    """One file: programmes of one country or funder, and the sources that they name."""

    list: ProgrammeId
    labels: Text
    sources: Annotated[dict[str, str], Field(min_length=1)]
    programmes: Annotated[tuple[Programme, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _sourced(self) -> ProgrammeList:
        for programme in self.programmes:
            for source in programme.sources():
                if source != UNSOURCED and source not in self.sources:
                    raise ValueError(
                        f"programme {programme.id}: source {source!r} is not among the file's; "
                        f"add it there, or write {UNSOURCED}"
                    )
        return self


def read_list(path: Path) -> ProgrammeList:
    """Read one file; every mistake is said with the file, the place and the mend."""
    try:
        return ProgrammeList.model_validate(read_yaml(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise RashinbanError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise RashinbanError(f"{path}: cannot be read ({error})") from error
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise RashinbanError(f"{path}: " + "\n".join(faults)) from error


def programme_lists() -> Iterator[tuple[Path, ProgrammeList]]:
    """The files that come with the program, in the order of their names."""
    for path in sorted(Path(str(files("rashinban.definitions") / "programmes")).glob("*.yml")):
        yield path, read_list(path)


@cache
def programmes() -> Mapping[str, Programme]:
    """Every programme by id."""
    return collected(iter(_shipped()))


@cache
def _shipped() -> tuple[tuple[Path, ProgrammeList], ...]:
    return tuple(programme_lists())


def collected(lists: Iterator[tuple[Path, ProgrammeList]]) -> Mapping[str, Programme]:
    """The programmes of several files by id. A parent comes before its children, so there is no circle."""
    found: dict[str, Programme] = {}
    for path, entries in lists:
        for entry in entries.programmes:
            if entry.id in found:
                raise RashinbanError(f"{path}: programme {entry.id}: the id is taken; choose another")
            if entry.parent is not None and entry.parent not in found:
                raise RashinbanError(f"{path}: programme {entry.id}: parent {entry.parent!r} does not stand before it")
            found[entry.id] = entry
    return found


def programme(programme_id: str) -> Programme:
    """One programme, or the ids that exist."""
    known = programmes()
    if programme_id not in known:
        raise UsageError(f"programme {programme_id!r} is not known; known are {', '.join(known)}")
    return known[programme_id]


def ancestors(programme_id: str, known: Mapping[str, Programme] | None = None) -> tuple[str, ...]:
    """The programme itself, its parent, and so on to the root."""
    known = programmes() if known is None else known
    found: list[str] = []
    at: str | None = programme_id
    while at is not None:
        found.append(at)
        at = known[at].parent
    return tuple(found)


def relations(known: Mapping[str, Programme] | None = None) -> Mapping[str, pa.Table]:
    """What models read of the definitions.

    programme_rules (programme, pattern), programme_ancestors (programme, ancestor: itself and all above),
    programme_names (name, programme: what a table may call it, each name of one programme only) and
    programme_budgets (its lines, with an id made of their words, ministry where it is one alone).
    """
    known = programmes() if known is None else known
    rules = [(name, pattern) for name, own in known.items() if own.awards for pattern in own.awards.patterns()]
    above = [(name, each) for name in known for each in ancestors(name, known)]
    return {
        "programme_rules": _table({"programme": pa.string(), "pattern": pa.string()}, rules),
        "programme_ancestors": _table({"programme": pa.string(), "ancestor": pa.string()}, above),
        "programme_names": _table({"name": pa.string(), "programme": pa.string()}, _names(known)),
        "programme_budgets": _table(_BUDGETS, list(_budgets(known))),
    }


_BUDGETS = {
    "budget_line_id": pa.string(),
    "programme": pa.string(),
    "ministry": pa.string(),
    "fiscal_year": pa.int32(),
    "kind": pa.string(),
    "status": pa.string(),
    "amount": pa.int64(),
    "currency": pa.string(),
    "note": pa.string(),
    "source": pa.string(),
}


def name_key(name: str) -> str:
    """A programme's name as names are compared: in ASCII width, small letters, without blanks.

    Models do the same with what a table prints: lower(), and the blanks and fullwidth brackets replaced.
    """
    return "".join(unicodedata.normalize("NFKC", name).lower().split())


_BRACKETED = re.compile(r"([^()]+)\(([^()]+)\)")


def _names(known: Mapping[str, Programme]) -> list[tuple[str, str]]:
    """Ids, labels and whole words of the rules, a label also without what stands in brackets behind it.

    What stands in brackets is the short name of a programme at a root (科研費), and elsewhere who runs it (JST). What
    could be several programmes is the one above them, and none where there is no such one.
    """
    found: dict[str, set[str]] = {}
    for own in known.values():
        words = own.awards.words if own.awards else ()
        names = {name_key(name) for name in (own.labels.ja, own.labels.en)}
        for label in [told for name in names if (told := _BRACKETED.fullmatch(name))]:
            names |= {label[1]} if own.parent else {label[1], label[2]}
        for name in {own.id, *names, *(name_key(word) for word in words if not word.endswith("*"))}:
            found.setdefault(name, set()).add(own.id)
    return [
        (name, above[0])
        for name, ids in sorted(found.items())
        if (above := [each for each in ids if all(each in ancestors(other, known) for other in ids)])
    ]


def _budgets(known: Mapping[str, Programme]) -> Iterator[tuple[object, ...]]:
    sources = {own.id: entries.sources for _, entries in _shipped() for own in entries.programmes}
    for own in known.values():
        ministry = own.ministries[0].value if len(own.ministries) == 1 else None
        times: Counter[str] = Counter()
        for line in own.budgets:
            words = f"programme:{own.id}/{line.fiscal_year}/{line.kind}/{line.status}/{line.currency}"
            times[words] += 1
            # A year may have several supplementary budgets.
            own_id = words if times[words] == 1 else f"{words}/{times[words]}"
            of_line = (line.fiscal_year, line.kind, line.status, line.amount, line.currency)
            source = sources.get(own.id, {}).get(line.source, line.source)
            yield (own_id, own.id, ministry, *of_line, line.note or None, source)


def _table(columns: Mapping[str, pa.DataType], rows: Sequence[tuple[object, ...]]) -> pa.Table:
    return pa.table({name: pa.array([row[i] for row in rows], kind) for i, (name, kind) in enumerate(columns.items())})
