"""A mapping is a YAML file that says what the columns of a sheet mean: tables that rows feed, kinds, units, checks.

It travels with the sheet: fetch writes it beside the file into the snapshot, so that a parse can be done again.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from rashinban.data_sources.spreadsheet.kinds import KINDS, default_kind
from rashinban.definitions import read_yaml
from rashinban.errors import RashinbanError, Refused, UsageError
from rashinban.schema import tables
from rashinban.schema.japanese import yen_of
from rashinban.schema.kinds import currency

_HOW = "see docs/how-to/import-a-spreadsheet.md"
#: YAML reads No, 1 and 2024 as false and numbers.
_QUOTE = ": put it into quotation marks"
_SOURCES = ("from_", "column", "constant", "melt", "sheet_name", "row_id", "join", "first")
#: Columns that are numbered here where the mapping does not fill them.
NUMBERED = ("position", "author_position")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Unit(_Strict):
    """A unit that each row states in a column of its own."""

    from_: Annotated[str, Field(alias="from")]


class Value(_Strict):
    """Where the value of one column comes from, and how it is read. A text alone, or a list, names a column."""

    #: the header, or headers of which one is there
    from_: Annotated[str | tuple[str, ...] | None, Field(alias="from")] = None
    #: the letter of a column that has no header
    column: Annotated[str | None, Field(pattern="^[A-Z]{1,3}$")] = None
    constant: str | int | float | bool | None = None
    #: a named group of the rule's `melt` or `split`, or `value`
    melt: str | None = None
    sheet_name: bool = False
    #: made of the file, the sheet and the row: for records without any identifier
    row_id: bool = False
    #: other columns of the same row, joined by a slash
    join: tuple[str, ...] = ()
    #: values of which the first that is there is taken
    first: tuple[Value, ...] = ()
    kind: str | None = None
    #: 円, 千円, 百万円...; `header`: as printed in the header or above it; of the kind money its currency
    unit: str | Unit | None = None
    #: which part of the cell's text is the value: that of the first group
    pattern: str | None = None
    prefix: str = ""
    #: printed words to ours; a word that is not here is refused
    map: dict[str, str] = {}
    #: the header may be absent
    optional: bool = False

    @model_validator(mode="before")
    @classmethod
    def _short(cls, given: Any) -> Any:
        return {"from": given} if isinstance(given, str | list) else given

    @model_validator(mode="after")
    def _one_source(self) -> Value:
        # A constant may be false or 0, so that it is looked for by name.
        given = [name for name in _SOURCES if name in self.model_fields_set]
        if len(given) != 1:
            raise ValueError("give one of from, column, constant, melt, sheet_name, row_id, join, first")
        return self

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, given: str | None) -> str | None:
        if given is not None and given not in KINDS:
            raise ValueError(f"no kind {given!r}; known are {', '.join(sorted(KINDS))}")
        return given

    @field_validator("pattern")
    @classmethod
    def _with_a_group(cls, given: str | None) -> str | None:
        if given is not None and re.compile(_compiled(given)).groups < 1:
            raise ValueError("put the part that is the value into brackets")
        return given

    @model_validator(mode="after")
    def _known_unit(self) -> Value:
        try:
            if isinstance(self.unit, str) and self.kind == "money":
                currency(self.unit)
            elif isinstance(self.unit, str) and self.unit != "header":
                yen_of(self.unit)
        except Refused as refused:
            raise ValueError(f"unit {self.unit}: {refused.reason}") from None
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The headers of which one is to be there."""
        return (self.from_,) if isinstance(self.from_, str) else self.from_ or ()


class Split(_Strict):
    """A cell that holds several values: one row for each."""

    from_: Annotated[str, Field(alias="from")]
    by: str
    #: the header may be absent
    optional: bool = False

    @field_validator("by")
    @classmethod
    def _pattern(cls, given: str) -> str:
        return _compiled(given)


class Rule(_Strict):
    """What each row of the sheet adds to one table."""

    table: str
    columns: dict[str, Value]
    #: a pattern of headers: one row for each column whose header fits and whose cell is filled
    melt: str | None = None
    split: Split | None = None
    #: the same key comes in several rows of the sheet, with equal values (an award with a row for each year)
    repeats: bool = False

    @field_validator("melt")
    @classmethod
    def _pattern(cls, given: str | None) -> str | None:
        return given if given is None else _compiled(given)

    @model_validator(mode="after")
    def _fits_the_table(self) -> Rule:
        table = tables().get(self.table)
        if table is None:
            raise ValueError(f"no table {self.table!r}; docs/reference/tables.md lists them")
        declared = {column.name: column for column in table.columns}
        if table.key_of:
            # Nobody writes an id that is the other columns in a row.
            self.columns.setdefault(table.key[0], Value(join=table.key_of))
        if unknown := sorted(set(self.columns) - set(declared)):
            raise ValueError(f"{self.table} has no column {', '.join(unknown)}; it has {', '.join(declared)}")
        needed = {name for name, column in declared.items() if column.required} - set(NUMBERED)
        if missing := sorted(needed - set(self.columns)):
            raise ValueError(f"{self.table} needs {', '.join(missing)}")
        if self.melt and self.split:
            raise ValueError("a rule has melt or split, not both")
        for name, value in self.columns.items():
            if declared[name].kind == "money" and value.kind not in ("amount_jpy", "money"):
                raise ValueError(f"{name} is an amount: give its kind, amount_jpy or money, and its unit")
            kind = value.kind or default_kind(declared[name])
            if not value.join and not value.row_id and declared[name].type not in KINDS[kind].types:
                raise ValueError(f"{name} is {declared[name].type}, and {kind} gives {' or '.join(KINDS[kind].types)}")
        return self


class Check(_Strict):
    """In each row `total` is the sum of `parts`, give or take `tolerance`, in the unit of the sheet."""

    total: str
    parts: Annotated[tuple[str, ...], Field(min_length=2)]
    tolerance: float = 0


class Totals(_Strict):
    """Rows with one of `words` in the column `from` are no records but sums of the rows since the last such row.

    within: columns (性別) whose rows of one value add up to the total with that value; a total without such rows is
    held against nothing.
    """

    #: the header, or headers of which one is there
    from_: Annotated[str | tuple[str, ...], Field(alias="from")]
    words: Annotated[tuple[str, ...], Field(min_length=1)]
    columns: Annotated[tuple[str, ...], Field(min_length=1)]
    within: tuple[str, ...] = ()
    tolerance: float = 0

    @property
    def names(self) -> tuple[str, ...]:
        return (self.from_,) if isinstance(self.from_, str) else self.from_


class Mapping(_Strict):
    """What one kind of sheet means."""

    title: str
    licence: str
    terms: str
    url: str = ""
    #: names of sheets, `*` standing for any letters; absent: the first sheet that is not hidden
    sheets: tuple[str, ...] = ()
    #: the row, or rows, of the header; absent: the first row that has the most of the headers named here
    header: int | tuple[int, ...] | None = None
    #: columns in which an empty cell means: as above
    fill: tuple[str, ...] = ()
    #: columns that are not read; `*` is all others
    ignore: tuple[str, ...] = ()
    #: how footnotes begin
    notes: tuple[str, ...] = ("注", "(注", "※", "出典", "資料", "備考", "Note", "Source", "*")
    #: what stands for "no value"
    missing: tuple[str, ...] = ("-", "--", "ー", "―", "…", "n/a", "N/A")
    rows: Annotated[tuple[Rule, ...], Field(min_length=1)]
    checks: tuple[Check, ...] = ()
    totals: tuple[Totals, ...] = ()

    @property
    def header_rows(self) -> tuple[int, ...]:
        return (self.header,) if isinstance(self.header, int) else self.header or ()

    def values(self) -> list[Value]:
        """Every value that comes from the sheet, those within `first` too."""
        found: list[Value] = []
        waiting = [value for rule in self.rows for value in rule.columns.values()]
        while waiting:
            value = waiting.pop(0)
            found.append(value)
            waiting += value.first
        return found


def _compiled(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return pattern


def named(given: str) -> tuple[str, bytes]:
    """The bytes of a mapping by its name among those shipped, or by its path; and where they are."""
    folder = files("rashinban.definitions") / "mappings"
    shipped = folder / f"{given}.yml"
    if re.fullmatch(r"[A-Za-z0-9-]+", given) and shipped.is_file():
        return str(shipped), shipped.read_bytes()
    path = Path(given)
    if path.is_file():
        return str(path), path.read_bytes()
    known = sorted(entry.name.removesuffix(".yml") for entry in folder.iterdir() if entry.name.endswith(".yml"))
    raise UsageError(f"no mapping {given!r}: give the path of a YAML file ({_HOW}), or one of {', '.join(known)}")


def read(data: bytes, where: str) -> Mapping:
    """The mapping in these bytes; every fault is said with the line, what it is and the mend."""
    try:
        text = data.decode()
        raw = read_yaml(text)
        return Mapping.model_validate(raw)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RashinbanError(f"{where}: not YAML in UTF-8: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        faults = [
            f"line {_line(text, fault['loc'])}: {'.'.join(map(str, fault['loc'])) or 'the file'}: "
            f"{fault['msg'].removeprefix('Value error, ')}{_QUOTE if fault['type'] == 'string_type' else ''}"
            for fault in error.errors()
        ]
        raise RashinbanError(f"{where}: {'; '.join(faults)}; {_HOW}") from error


def _line(text: str, location: tuple[int | str, ...]) -> int:
    """The line of a place in the YAML, or of what is nearest above it."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = node.start_mark.line if node else 0
    for step in location:
        inner = None
        if isinstance(node, yaml.MappingNode):
            inner = next(((key, value) for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            inner = (node.value[step], node.value[step])
        if inner is None:
            break
        line, node = inner[0].start_mark.line, inner[1]
    return line + 1
