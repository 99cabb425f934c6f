"""What a parse counted: of each file in its marker, of each data source in parsed/<data_source>/report.json."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rashinban import catalog
from rashinban.engine.parts import MARKERS, markers
from rashinban.engine.store import write_json
from rashinban.errors import BaseDamaged, Refused
from rashinban.schema import DataSource
from rashinban.snapshots.raw import RawFile

REPORT = "report.json"

#: Reasons beyond these, in one file, are counted together.
_MOST_REASONS = 200

_VARYING = re.compile(r" ?\(byte \d+\)| at byte \d+|(?<=\[)\d+(?=\])")


@dataclass
class Counts:
    """Records of one file. records = kept + refused; blank lines are apart."""

    fingerprint: str = ""
    part: str = ""
    records: int = 0
    kept: int = 0
    refused: int = 0
    blank: int = 0
    damaged: str | None = None
    refused_records: dict[str, int] = field(default_factory=dict)
    refused_values: dict[str, dict[str, int]] = field(default_factory=dict)
    unknown_fields: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    present: dict[str, dict[str, int]] = field(default_factory=dict)

    def refuse_record(self, refused: Refused) -> None:
        self.refused += 1
        _count(self.refused_records, refused.reason)

    def refuse_values(self, values: Iterable[tuple[str, str, object]]) -> None:
        for column, reason, _ in values:
            _count(self.refused_values.setdefault(column, {}), reason)

    def marker(self, fingerprint: str, file: RawFile) -> Mapping[str, object]:
        """What goes into the part's marker. The counts must add up, or the part is not written."""
        if self.records != self.kept + self.refused:
            raise AssertionError(f"{file.part}: {self.records} records in, {self.kept} kept, {self.refused} refused")
        self.fingerprint, self.part = fingerprint, file.part
        return asdict(self)


def _count(counts: dict[str, int], reason: str) -> None:
    """Count a reason without what differs from record to record."""
    general = _VARYING.sub("", reason)
    if general not in counts and len(counts) >= _MOST_REASONS:
        general = "other reasons"
    counts[general] = counts.get(general, 0) + 1


def read_counts(folder: Path, stem: str) -> Counts:
    """The counts of a part, empty where it is not whole."""
    path = folder / MARKERS / f"{stem}.json"
    if not path.is_file():
        return Counts()
    try:
        return Counts(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise BaseDamaged(f"{path}: not a part's marker ({error}); delete it and run `rashinban parse`") from error


@dataclass(frozen=True, kw_only=True)
class ParseReport:
    """The reports of the data sources, as written to report.json; `damaged` lists files that broke off."""

    sources: Mapping[str, Mapping[str, Any]]

    @property
    def damaged(self) -> tuple[str, ...]:
        return tuple(
            f"{part}: {reason}" for report in self.sources.values() for part, reason in report["damaged"].items()
        )

    def text(self) -> str:
        """A few lines for people."""
        said = []
        for name, report in self.sources.items():
            said.append(
                f"{name}: {report['files']:,} files, {report['records']:,} records: "
                f"{report['kept']:,} kept, {report['refused']:,} refused"
            )
            said += [f"  refused {n:,}: {reason}" for reason, n in report["refused_records"].items()]
            said += [
                f"  value set aside or in doubt {n:,}: {column}: {reason}"
                for column, reasons in report["refused_values"].items()
                for reason, n in reasons.items()
            ]
            said += [f"  expected otherwise: {broken['said']}" for broken in report["expectations_broken"]]
            if report["unknown_fields"]:
                said.append(f"  fields not known: {', '.join(report['unknown_fields'])}")
        said += [f"damaged: {each}" for each in self.damaged]
        return "\n".join(said)


def write_report(base: Path, names: Sequence[str]) -> ParseReport:
    """Add up the markers of each data source into its report.json."""
    sources = {}
    for name in names:
        folder = base / "parsed" / name
        report = _report(catalog.data_source(name).DATA_SOURCE, [read_counts(folder, stem) for stem in markers(folder)])
        write_json(folder / REPORT, report)
        sources[name] = report
    return ParseReport(sources=sources)


def _report(source: DataSource, parts: Sequence[Counts]) -> dict[str, Any]:
    values: dict[str, Counter[str]] = {}
    rows: Counter[str] = Counter()
    present: dict[str, Counter[str]] = {}
    records: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for part in parts:
        records.update(part.refused_records)
        unknown.update(part.unknown_fields)
        rows.update(part.rows)
        for column, reasons in part.refused_values.items():
            values.setdefault(column, Counter()).update(reasons)
        for table, columns in part.present.items():
            present.setdefault(table, Counter()).update(columns)
    coverage = {
        table: {column: round(count / rows[table], 6) for column, count in columns.items()}
        for table, columns in sorted(present.items())
        if not table.startswith("_")
    }
    return {
        "data_source": source.name,
        "files": len(parts),
        "records": sum(part.records for part in parts),
        "kept": sum(part.kept for part in parts),
        "refused": sum(part.refused for part in parts),
        "blank_lines": sum(part.blank for part in parts),
        "refused_records": dict(records.most_common()),
        "refused_values": {column: dict(reasons.most_common()) for column, reasons in sorted(values.items())},
        "rows": dict(sorted(rows.items())),
        "coverage": coverage,
        "expectations_broken": [
            {
                "table": each.table,
                "column": each.column,
                "minimum": each.minimum,
                "share": coverage[each.table][each.column],
                "said": f"{coverage[each.table][each.column]:.1%} of {each.table} have {each.column}, "
                f"expected {each.minimum:.0%}: {each.why}",
            }
            for each in source.expectations
            if each.table in coverage and coverage[each.table][each.column] < each.minimum
        ],
        "unknown_fields": dict(unknown.most_common()),
        "unknown_fields_note": "looked for in samples: a field that is rare may be missing here",
        "damaged": {part.part: part.damaged for part in parts if part.damaged},
        "by_file": [
            {"part": p.part, "records": p.records, "kept": p.kept, "refused": p.refused, "blank_lines": p.blank}
            for p in sorted(parts, key=lambda p: p.part)
        ],
    }
