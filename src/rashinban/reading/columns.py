"""The headers of a provider's table: which of our names each one means, and which are passed over and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from rashinban.engine.rows import Rows
from rashinban.errors import Refused

_DECODER = msgspec.json.Decoder(dict[str, str])


@dataclass(frozen=True, kw_only=True)
class Columns:
    """meaning: our name -> the headers that it has had. ignored: header -> reason. absent: words for "not given".

    An empty cell under a header that nobody knows is not noticed: the rows that have a value there tell of it.
    """

    meaning: Mapping[str, tuple[str, ...]]
    ignored: Mapping[str, str]
    absent: frozenset[str] = frozenset()
    _names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, headers in self.meaning.items():
            for header in headers:
                if self._names.setdefault(header, name) != name or header in self.ignored:
                    raise ValueError(f"the header {header!r} has two meanings")

    def read(self, record: bytes, rows: Rows) -> dict[str, str]:
        """The cells of a row (reading.sheets.csv_records) by our names, trimmed; those not given are left out."""
        try:
            cells = _DECODER.decode(record)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Refused(f"not a row of a table: {error}") from None
        return self.cells(cells, rows)

    def cells(self, cells: Mapping[str, str], rows: Rows) -> dict[str, str]:
        """The same of cells that are decoded already (reading.byte_rows)."""
        found: dict[str, str] = {}
        names, ignored, absent = self._names, self.ignored, self.absent
        for header, cell in cells.items():
            name = names.get(header)
            if name is not None:
                cell = cell.strip()
                if cell and cell not in absent:
                    found[name] = cell
            elif header not in ignored:
                rows.unknown_field(header)
        return found
