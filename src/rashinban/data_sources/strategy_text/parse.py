"""The record is one document; its rows are the strategy and its sentences, headings and margins in reading order.

A page without text is a refused value of the document; every letter of the others stands in exactly one row, but for
marks, spaces and the readings of ruby.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator

from rashinban.data_sources.strategy_text import about, document
from rashinban.data_sources.strategy_text.blocks import Block, Document
from rashinban.data_sources.strategy_text.sentences import sentences
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.snapshots.manifest import MANIFEST
from rashinban.snapshots.raw import RawFile, Record, whole

_HASH = 10
_BETWEEN_HEADINGS = " > "


def records(file: RawFile) -> Iterator[Record]:
    """The document; the words beside it are no record."""
    if file.name == about.ABOUT_FILE:
        return
    try:
        yield 1, whole(file, document.LARGEST)
    except Refused as refused:
        yield 1, refused


def parser(file: RawFile) -> Parser:
    """A parser for the document of one snapshot."""

    def parse(record: bytes, rows: Rows) -> None:
        beside = about.beside(file.path, file.name)
        words = about.read(beside)
        manifest = beside.with_name(MANIFEST)
        loaded = json.loads(manifest.read_bytes())["fetched_at"] if manifest.is_file() else None
        found = document.read(record)
        rows.add(
            "strategies",
            strategy_id=words.id,
            title=words.title,
            language=words.language,
            year=words.year,
            edition=words.edition,
            licence=words.licence,
            source_file=file.name,
            pages=found.pages,
            loaded_at=loaded,
        )
        for where, reason in found.unreadable:
            rows.refuse_value("strategy_sentences.text", reason, where)
        for row in rows_of(found, words.id):
            rows.add("strategy_sentences", **row)

    return parse


def rows_of(found: Document, strategy_id: str) -> list[dict[str, object]]:
    """The rows of strategy_sentences of a document."""
    rows: list[dict[str, object]] = []
    times: Counter[str] = Counter()
    path: list[tuple[str, str]] = []

    def add(kind: str, text: str, page: int | None, block: Block) -> None:
        mark = _hash(text)
        times[mark] += 1
        again = f"-{times[mark]}" if times[mark] > 1 else ""
        rows.append(
            {
                "strategy_id": strategy_id,
                "sentence_id": f"{strategy_id}/{mark}{again}",
                "position": len(rows) + 1,
                "kind": kind,
                "page": page,
                "anchor": block.anchor,
                "heading_path": _BETWEEN_HEADINGS.join(text for _, text in path) or None,
                "marker": block.marker,
                "text": text,
            }
        )

    for block in found.blocks:
        if block.kind == "heading":
            _climb(path, block.level or "")
        if block.kind != "text":
            add(block.kind, block.text.strip(), block.page_at(0), block)
        else:
            for at, text in sentences(block.text):
                add("sentence", text, block.page_at(at), block)
        if block.kind == "heading":
            path.append((block.level or "", " ".join(filter(None, (block.marker, block.text.strip())))))
    return rows


def _climb(path: list[tuple[str, str]], level: str) -> None:
    """Leave the headings that a new one ends: from the first of its level, or of a deeper one where levels count."""
    for number, (other, _) in enumerate(path):
        if other == level or (other.isdigit() and level.isdigit() and int(other) > int(level)):
            del path[number:]
            return


def _hash(text: str) -> str:
    """A hash of a text's letters and digits: the same for any width, case, spaces and line breaks."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum()) or text
    return hashlib.sha256(plain.encode()).hexdigest()[:_HASH]
