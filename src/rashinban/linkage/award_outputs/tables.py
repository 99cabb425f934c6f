"""Each row written is one reported output with the loaded work that it is: titles read, laid out by blocks, compared.

Titles of outputs are read first. Of the works' titles only those that share a block with one of them are laid out, so
neither memory nor disk grows with the number of works. The engine joins the blocks; what meets is judged (choose.py).
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.engine import Engine
from rashinban.linkage.award_outputs import titles
from rashinban.linkage.award_outputs.choose import Choice, Described, choose, first_page, kinds
from rashinban.schema import tables

#: The tables of kb/ that are read.
READS = (
    "award_outputs",
    "authorship_names",
    "authorships",
    "source_names",
    "sources",
    "work_identifiers",
    "work_texts",
    "works",
)

_BATCH = 65_536
#: A block that more works have tells nothing: `Introduction`, `Effects of the ...`.
_MOST = 50

_BLOCKS = pa.schema([("award_id", pa.string()), ("position", pa.int32()), ("block", pa.string())])
_OUTPUTS = pa.schema(
    [
        *((name, pa.string()) for name in ("award_id", "kind", "title", "people", "source_name", "volume", "pages")),
        *((name, pa.int32()) for name in ("position", "year")),
        ("named_id", pa.string()),
        ("title_key", pa.string()),
    ]
)
_WORK_TITLES = pa.schema([("work_id", pa.string()), ("title_number", pa.int64()), ("title", pa.string())])
_WORK_BLOCKS = pa.schema([("work_id", pa.string()), ("title_number", pa.int64()), ("block", pa.string())])

_NAMESAKES_SQL = "select block, count(distinct work_id) as works from output_work_blocks group by block"
_CROWDED_SQL = """
select count(*) as n
from outputs_read
inner join output_namesakes on output_namesakes.block = '=' || outputs_read.title_key
left join (select distinct award_id, position from output_pairs) as met
    on met.award_id = outputs_read.award_id and met.position = outputs_read.position
where output_namesakes.works > $most and met.award_id is null
"""

Row = dict[str, object]
Hashes = npt.NDArray[np.int64]


def link_award_outputs(engine: Engine, target: Path) -> dict[str, object]:
    """Write award_output_works into the folder `target` from the relations READS.

    Returns what was done: outputs that were asked about = matched + unmatched, each by how or why.
    """
    target.mkdir(parents=True, exist_ok=True)
    layout = target / ".read"
    layout.mkdir()
    try:
        outputs, wanted = _read_outputs(engine, layout)
        with pq.ParquetWriter(target / "part-0.parquet", _written(), compression="zstd") as writer:
            counted = _match(engine, layout, wanted, writer) if outputs else Counter[str]()
    finally:
        shutil.rmtree(layout, ignore_errors=True)
    matched = {how: rows for how, rows in sorted(counted.items()) if how.startswith("title ")}
    unmatched = {why: rows for why, rows in sorted(counted.items()) if why not in matched}
    missing = outputs - counted.total()
    return {
        "outputs": outputs,
        "rows": sum(matched.values()),
        "matched": matched,
        "unmatched": {**unmatched, "no such title": missing} if missing else unmatched,
    }


def _written() -> pa.Schema:
    return tables()["award_output_works"].arrow()


def _read_outputs(engine: Engine, layout: Path) -> tuple[int, Hashes]:
    """Lay out the outputs and their blocks; how many there are, and the blocks as sorted hashes."""
    read, blocks = _Pages(layout / "outputs", _OUTPUTS), _Pages(layout / "output_blocks", _BLOCKS)
    found: list[Hashes] = []
    count = 0
    for batch in engine.stream(_sql("outputs"), {"kinds": list(kinds())}):
        own: set[str] = set()
        for row in batch.to_pylist():
            title = titles.title(row["title"])
            count += 1
            read.add(tuple(row[name] for name in _OUTPUTS.names if name != "title_key") + (title.key,))
            for block in titles.blocks(title):
                own.add(block)
                blocks.add((row["award_id"], row["position"], block))
        found.append(_hashes(own))
    engine.attach("outputs_read", read.close())
    engine.attach("output_blocks", blocks.close())
    return count, np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)


def _match(engine: Engine, layout: Path, wanted: Hashes, writer: pq.ParquetWriter) -> Counter[str]:
    """Choose a work for each output that meets any; how many, by how and why not."""
    _read_works(engine, layout, wanted)
    engine.define("output_namesakes", _NAMESAKES_SQL, keep=True)
    engine.define("output_pairs", _sql("pairs"), {"most": _MOST}, keep=True)
    counted: Counter[str] = Counter()
    rows: list[Row] = []
    for output, choice in _choices(engine.stream(_sql("candidates"))):
        counted[_outcome(choice)] += 1
        if (agreed := choice.agreement) is not None:
            rows.append(
                {
                    "award_id": output["award_id"],
                    "position": output["position"],
                    "work_id": choice.work_id,
                    **{name: getattr(agreed, name) for name in ("title", "year", "people", "source", "pages")},
                }
            )
        if len(rows) >= _BATCH:
            writer.write_table(pa.Table.from_pylist(rows, schema=_written()))
            rows = []
    writer.write_table(pa.Table.from_pylist(rows, schema=_written()))
    crowded = int(engine.query(_CROWDED_SQL, {"most": _MOST})["n"][0].as_py())
    if crowded:
        counted["too common a title"] = crowded
    return counted


def _outcome(choice: Choice) -> str:
    agreed = choice.agreement
    if agreed is None:
        return str(choice.reason)
    same = [name for name in ("people", "source", "pages") if getattr(agreed, name) == "same"]
    return " ".join((f"title {agreed.title}, year {agreed.year}", *(f"+ {name}" for name in same)))


def _read_works(engine: Engine, layout: Path, wanted: Hashes) -> None:
    """Lay out the titles of works that share a block with an output."""
    read, blocks = _Pages(layout / "work_titles", _WORK_TITLES), _Pages(layout / "work_blocks", _WORK_BLOCKS)
    number = 0
    for batch in engine.stream(_sql("works")):
        ids, texts = batch.column("work_id").to_pylist(), batch.column("title").to_pylist()
        every = [titles.blocks(titles.title(text)) for text in texts]
        flat = [block for own in every for block in own]
        asked = iter(_among(_hashes(flat), wanted))
        for work_id, text, own in zip(ids, texts, every, strict=True):
            kept = [block for block in own if next(asked)]
            if kept:
                number += 1
                read.add((work_id, number, text))
                for block in kept:
                    blocks.add((work_id, number, block))
    engine.attach("output_work_titles", read.close())
    engine.attach("output_work_blocks", blocks.close())


def _hashes(blocks: Iterable[str]) -> Hashes:
    """Blocks as numbers of this process: two that collide lay out a title in vain, and change no result."""
    return np.fromiter(map(hash, blocks), np.int64)


def _among(asked: Hashes, wanted: Hashes) -> Iterable[bool]:
    places = np.searchsorted(wanted, asked)
    places[places == len(wanted)] = 0
    return (wanted[places] == asked).tolist() if len(wanted) else [False] * len(asked)


def _choices(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[Row, Choice]]:
    """Each output that meets a work, with what was chosen for it."""
    rows = (row for batch in batches for row in batch.to_pylist())
    for _, candidates in groupby(rows, key=lambda row: (row["award_id"], row["position"])):
        found = list(candidates)
        first = found[0]
        works = [(row["work_id"], _work(row)) for row in found if row["may_be"]]
        yield first, choose(_output(first), works, first["namesakes"])


def _output(row: Mapping[str, str | int | None]) -> Described:
    return _described(row, "title", "year", "kind", "people", "source_name", "volume", "pages")


def _work(row: Mapping[str, str | int | None]) -> Described:
    return _described(
        row, "work_title", "publication_year", "type", "work_people", "sources", "work_volume", "first_page"
    )


def _described(
    row: Mapping[str, str | int | None],
    title: str,
    year: str,
    kind: str,
    people: str,
    sources: str,
    volume: str,
    pages: str,
) -> Described:
    def text(column: str) -> str | None:
        return None if (value := row[column]) is None else str(value)

    return Described(
        title=titles.title(text(title) or ""),
        year=None if (value := row[year]) is None else int(value),
        kind=text(kind),
        people=text(people),
        sources=tuple((text(sources) or "").splitlines()),
        volume=text(volume),
        first_page=first_page(text(pages)),
    )


class _Pages:
    """Rows on their way into one Parquet file, some thousands at a time."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path = path.with_suffix(".parquet")
        self.schema = schema
        self.waiting: list[tuple[object, ...]] = []
        self.writer = pq.ParquetWriter(self.path, schema, compression="lz4")

    def add(self, row: tuple[object, ...]) -> None:
        self.waiting.append(row)
        if len(self.waiting) >= _BATCH:
            self._write()

    def _write(self) -> None:
        columns = zip(*self.waiting, strict=True) if self.waiting else [()] * len(self.schema)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, self.schema, strict=True)]
        self.writer.write_table(pa.table(arrays, schema=self.schema))
        self.waiting = []

    def close(self) -> list[Path]:
        self._write()
        self.writer.close()
        return [self.path]


def _sql(name: str) -> str:
    return (files("rashinban.linkage.award_outputs") / f"{name}.sql").read_text(encoding="utf-8")
