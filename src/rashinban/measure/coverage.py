"""Each share says how many works (or awards) of a slice have what an indicator needs: country, topic, amount..."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.measure.counted import COUNTED
from rashinban.measure.counting import count
from rashinban.measure.kept import TOGETHER
from rashinban.measure.question import Question
from rashinban.measure.session import Session

#: What is told of works, and kept ahead.
SHARES = COUNTED["works"].shares
_SCHEMA = pa.schema(
    [
        pa.field("question", pa.string(), nullable=False),
        pa.field("slice", pa.string(), nullable=False),
        pa.field("works", pa.int64(), nullable=False),
        *(pa.field(name, pa.float64()) for name in SHARES),
    ]
)
#: The folder under indicators/ in which the shares of the kept slices stand.
STEP = "coverage"


def coverage(session: Session, question: Question) -> tuple[int, dict[str, float | None]]:
    """Works (awards) of the slice that a question's filters describe, and the share of them that has each thing.

    Filters on contributors do not matter here: the slice is the world that a country is compared with.
    """
    asked = _sliced(question, pinned_only=True)
    rows = _kept(session.folder, asked) if question.record == "works" else None
    if rows is None:
        rows = _counted(session, asked).to_pylist()
    shares = COUNTED[question.record].shares
    if not rows:
        return 0, dict.fromkeys(shares)
    if len(rows) > 1:
        raise ValueError(f"{asked.text()} has {len(rows)} slices, not one")
    return int(rows[0]["works"]), {name: rows[0][name] for name in shares}


def slices_ahead(questions: Iterable[Question]) -> list[Question]:
    """The questions about slices alone whose coverage is kept, for the questions about units that are."""
    return list(dict.fromkeys(_sliced(question, pinned_only=False) for question in questions))


def write_coverage(folder: Path, session: Session, questions: Iterable[Question]) -> None:
    """Write the coverage of every slice of some questions: one file."""
    tables = [_SCHEMA.empty_table()]
    for question in sorted(questions, key=lambda asked: asked.text()):
        found = _counted(session, question)
        tables.append(found.add_column(0, _SCHEMA.field(0), pa.array([question.text()] * found.num_rows, pa.string())))
    table = pa.concat_tables(one.select(_SCHEMA.names).cast(_SCHEMA) for one in tables)
    pq.write_table(table, folder / "coverage.parquet", compression="zstd", row_group_size=TOGETHER)


def _sliced(question: Question, *, pinned_only: bool) -> Question:
    """The question without units. `pinned_only`: just the slice that its filters describe."""
    where = tuple(item for item in question.where if question.axis(item.key) != "contributor")
    by = () if pinned_only else question.slices
    return replace(question, by=by, where=where, counting="fractional").canonical()


def _counted(session: Session, question: Question) -> pa.Table:
    counted = COUNTED[question.record]
    session.prepare(question, counted.coverage_reads)
    count(session, question, (), ())
    return session.engine.query(counted.coverage)


def _kept(folder: Path, question: Question) -> list[Mapping[str, float]] | None:
    """The kept row of one slice, or None where its question was not answered ahead."""
    path = folder / "indicators" / STEP / "coverage.parquet"
    pinned = question.pinned
    if pinned is None or not path.is_file():
        return None
    text = replace(question, where=()).text()
    name = "|".join(pinned[key] for key in question.slices)
    rows: list[Mapping[str, float]] = pq.read_table(
        path, filters=[("question", "=", text), ("slice", "=", name)]
    ).to_pylist()
    return rows or None
