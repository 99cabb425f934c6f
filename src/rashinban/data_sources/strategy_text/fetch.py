"""A strategy is taken from the user's disk, one document at a time, with words about it put beside."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from rashinban.data_sources.strategy_text import document
from rashinban.data_sources.strategy_text.about import ABOUT_FILE, About, is_id, strategy_id, written
from rashinban.data_sources.strategy_text.blocks import Document
from rashinban.data_sources.strategy_text.parse import rows_of
from rashinban.definitions.plans import shipped
from rashinban.errors import Refused, SourceError, UsageError
from rashinban.schema import kinds
from rashinban.schema.languages import language
from rashinban.snapshots.draft import Beside

Value = TypeVar("Value")

SELECTION: Mapping[str, str] = {
    "id": "id of the document: that of the plan's edition, or a name like strategy-2023; else its file's name",
    "title": "title; else that which the document has, else its file's name",
    "language": "ja or en; else told by its letters",
    "year": "year of the strategy",
    "edition": "id of the edition among the plans that it is the text of; else the plan whose id the document has",
    "licence": "licence of the document, in its publisher's words",
}


def beside(selection: Mapping[str, object], paths: Sequence[Path]) -> Beside:
    """The words about a document; what cannot be read is told before anything is copied."""
    if len(paths) != 1 or not paths[0].is_file():
        raise UsageError("strategy_text takes one file at a time: --from FILE")
    path = paths[0]
    words = {word: str(value).strip() for word, value in selection.items()}
    unknown = [word for word in words if word not in SELECTION]
    if unknown:
        raise UsageError(f"strategy_text does not know {', '.join(unknown)}; it knows {', '.join(SELECTION)}")
    try:
        found = document.read(_bytes(path))
    except Refused as refused:
        raise SourceError(f"{path}: {refused.reason}") from None
    about = _about(words, path, found)
    rows = rows_of(found, about.id)
    sentences = sum(row["kind"] == "sentence" for row in rows)
    headings = sum(row["kind"] == "heading" for row in rows)
    pages = f"{found.pages:,} pages, " if found.pages else ""
    notes = [
        f"strategy {about.id}: {about.title} ({about.language}); {pages}{sentences:,} sentences, {headings:,} headings"
        f"{_of_edition(about, words)}",
        *(f"{where}: {reason}" for where, reason in found.unreadable),
    ]
    licence = about.licence or "as its publisher says"
    terms = "The document's own: ask its publisher before its text is passed on."
    return Beside(files={ABOUT_FILE: written(about)}, licence=licence, terms=terms, notes=tuple(notes))


def _of_edition(about: About, words: Mapping[str, str]) -> str:
    """What the edition was taken to be, as the end of the line: only the text of a shipped plan is held against it."""
    if about.edition is None:
        return ""
    if about.edition not in shipped().plans:
        return f"; edition {about.edition} is no plan that comes with the program: what plans quote is not looked for"
    how = "" if words.get("edition") else ", because it has its id: --edition was not given"
    return f"; the text of plan {about.edition}{how}"


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > document.LARGEST:
        raise SourceError(f"{path}: {size:,} bytes, of which {document.LARGEST:,} are read at most; load it in parts")
    with path.open("rb") as stream:
        data = stream.read(document.LARGEST + 1)
    if data[:2] == b"\x1f\x8b":
        with gzip.open(path) as stream:
            try:
                return stream.read(document.LARGEST + 1)
            except (OSError, EOFError) as error:
                raise SourceError(f"{path}: gzip stream is broken: {error}") from None
    return data


def _taken(word: str, kind: Callable[[str], Value], words: Mapping[str, str]) -> Value | None:
    """The value of a word as its kind cleans it, None where it was not given."""
    try:
        return kind(words[word]) if word in words else None
    except Refused as refused:
        raise UsageError(f"--{word} {words[word]!r}: {refused.reason}") from None


def _about(words: Mapping[str, str], path: Path, found: Document) -> About:
    stem = path.name.removesuffix(".gz").rpartition(".")[0] or path.name
    made = words.get("id") or strategy_id(stem)
    if not is_id(made):
        raise UsageError(
            f"--id {made!r}: write small letters and digits with hyphens between, like integrated-strategy-2023"
        )
    code = _taken("language", lambda text: language(text)[0], words) or document.language_of(found)
    return About(
        id=made,
        title=words.get("title") or found.title or stem,
        language=code,
        year=_taken("year", kinds.year, words),
        edition=words.get("edition") or (made if made in shipped().plans else None),
        licence=words.get("licence"),
    )
