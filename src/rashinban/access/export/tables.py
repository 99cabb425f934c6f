"""Each exported table is one file beside datapackage.json: all its rows, or those of chosen works."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from rashinban.access.export import formats
from rashinban.access.export.columns import Described, arrow, described
from rashinban.access.export.lineage import Lineage, licences_of
from rashinban.access.export.package import PACKAGE, Resource, Selection, package
from rashinban.access.export.whole import whole
from rashinban.access.wording import universe_text
from rashinban.engine import extracts
from rashinban.engine.store import FileEntry, sha256_file, write_json
from rashinban.errors import BaseDamaged, UsageError
from rashinban.measure.counting import count
from rashinban.measure.question import Question
from rashinban.measure.session import Session
from rashinban.schema import tables

#: The word for every table and stored model of the release.
ALL = "all"

#: Told which table is being written, how many rows are done and how many there are (0: not known).
Progress = Callable[[str, int, int], None]

_CHOSEN = "exported_works"


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What was written: the target, its files, how many works were chosen (None: all rows of the tables)."""

    target: Path
    files: tuple[FileEntry, ...]
    works: int | None


def with_works(lineage: Lineage) -> tuple[str, ...]:
    """Works, and the tables whose rows come with a work's record."""
    come = [name for name in lineage.relations() if name in tables() and tables()[name].record == "works"]
    return ("works", *(name for name in come if name != "works"))


def named(lineage: Lineage, names: Sequence[str]) -> tuple[str, ...]:
    """The relations that are asked for, or the words that exist."""
    known = lineage.relations()
    for name in names:
        if name not in (ALL, *known):
            raise UsageError(
                f"table {name!r} is not in release {lineage.about['id']}; known are {ALL}, {', '.join(known)}"
            )
    if not names:
        raise UsageError(f"no table is named; write {ALL}, or some of {', '.join(known)}")
    return known if ALL in names else tuple(dict.fromkeys(names))


def export_tables(
    session: Session,
    about: Mapping[str, Any],
    relations: Sequence[str],
    target: Path,
    *,
    question: Question,
    format: str = "parquet",
    columns: Sequence[str] = (),
    overwrite: bool = False,
    command: str = "table",
    say: Progress | None = None,
    now: datetime | None = None,
) -> Exported:
    """Write relations of a release into a new folder. With filters in `question` only the rows of the works it chooses.

    The chosen works are those that the same filters count in `show`. `columns` are for one relation alone.
    """
    lineage = Lineage(session.folder, about)
    formats.known_format(format)
    if columns and len(relations) != 1:
        raise UsageError(f"--columns goes with one table, not with {', '.join(relations)}")
    if target.suffix == ".zip":
        raise UsageError(f"{target}: tables are written into a folder; give --to a name without .zip")
    wanted = {name: described(session.folder, name, columns) for name in relations}
    if question.where:
        for name in relations:
            if extracts.WORK not in [column.name for column in described(session.folder, name)]:
                raise UsageError(f"{name}: its rows belong to no work, so --where cannot choose among them")
    with whole(target, overwrite=overwrite, outside=session.folder.parents[1]) as folder:
        session.prepare(question, frozenset(wanted))
        selection = _select(session, question)
        files = [
            _write(session, lineage, name, shown, folder, format, selection, say) for name, shown in wanted.items()
        ]
        resources = [
            Resource(
                relation=name,
                file=entry,
                format=format,
                columns=wanted[name],
                fillers=[lineage.filler(filler) for filler in lineage.fillers(name)],
            )
            for name, entry in zip(wanted, files, strict=True)
        ]
        rebuild = _rebuild(command, relations, question, format, columns, str(about["id"]))
        created = (now or datetime.now(UTC)).isoformat(timespec="seconds")
        write_json(folder / PACKAGE, package(about, resources, selection, rebuild=rebuild, created=created))
    return Exported(target=target, files=tuple(files), works=selection.works if selection else None)


def _select(session: Session, question: Question) -> Selection | None:
    """Define the relation of chosen works; None where all are wanted."""
    if not question.where:
        return None
    count(session, question, (), ())
    session.engine.define(_CHOSEN, extracts.works_of("counted_units"), keep=True)
    works = session.engine.query(f"select count(*) as works from {_CHOSEN}")["works"][0].as_py()  # noqa: S608
    return Selection(
        where=" ".join(item.text() for item in question.where),
        alternative=question.alternative,
        universe=universe_text(question),
        works=int(works),
    )


def _write(
    session: Session,
    lineage: Lineage,
    relation: str,
    columns: Sequence[Described],
    folder: Path,
    format: str,
    selection: Selection | None,
    say: Progress | None,
) -> FileEntry:
    """Write one relation; a whole table must have the rows that its manifest counts."""
    expected = lineage.manifest(relation).rows
    fillers = [lineage.filler(name) for name in lineage.fillers(relation)]
    notes = {
        "data_sources": ", ".join(filler.name for filler in fillers),
        "licences": ", ".join(licences_of(fillers)),
        "release": str(lineage.about["id"]),
        **({"simulated": "true"} if lineage.about["simulated"] else {}),
    }
    names = [column.name for column in columns]
    sql = extracts.rows(relation, names, works=_CHOSEN if selection else None)
    path = folder / f"{relation}.{format}"
    batches = _told(session.engine.stream(sql), relation, 0 if selection else expected, say)
    rows = formats.write(format, path, arrow(columns, notes), batches)
    if selection is None and rows != expected:
        raise BaseDamaged(
            f"{session.folder / 'kb' / relation}: {rows} rows, its manifest says {expected}; run `rashinban check`"
        )
    return FileEntry(name=path.name, bytes=path.stat().st_size, sha256=sha256_file(path), rows=rows)


def _told(batches: Iterator[pa.RecordBatch], what: str, total: int, say: Progress | None) -> Iterator[pa.RecordBatch]:
    done = 0
    for batch in batches:
        yield batch
        done += batch.num_rows
        if say:
            say(what, done, total)


def _rebuild(
    command: str, relations: Sequence[str], question: Question, format: str, columns: Sequence[str], release: str
) -> str:
    words = ["rashinban", "export", command, *([",".join(relations)] if command == "table" else [])]
    for item in question.where:
        words += ["--where", item.text()]
    if question.alternative != "standard":
        words += ["--alternative", question.alternative]
    if columns:
        words += ["--columns", ",".join(columns)]
    return shlex.join([*words, "--format", format, "--release", release, "--to", "DIR"])
