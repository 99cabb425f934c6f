"""A record of Crossref's JSON becomes rows: a work, a grant, a journal or a funder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from rashinban.data_sources.crossref.awards import add_award
from rashinban.data_sources.crossref.ignored import IGNORED
from rashinban.data_sources.crossref.registers import add_funder, add_journal
from rashinban.data_sources.crossref.shapes import FunderRecord, Journal, Shape, Work
from rashinban.data_sources.crossref.works import add_work
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import json
from rashinban.reading.mending import mended
from rashinban.schema import kinds
from rashinban.snapshots.raw import RawFile

_DECODE: Callable[[bytes], Work] = msgspec.json.Decoder(Work).decode


def parser(file: RawFile) -> Parser:
    """A parser for the records of one file, which counts them: the first are looked through for unknown fields."""
    number = 0

    def parse(record: bytes, rows: Rows) -> None:
        nonlocal number
        number += 1
        record = json.checked(record, rows)
        found: Shape | None
        try:
            found = _DECODE(record)
        except msgspec.ValidationError:
            found = _read_slowly(record, rows)
        except (msgspec.DecodeError, RecursionError) as error:
            raise Refused(f"invalid JSON: {error}") from None
        if isinstance(found, Work):
            _add(found, rows)
        elif isinstance(found, Journal):
            add_journal(found, rows)
        elif isinstance(found, FunderRecord):
            add_funder(found, rows)
        if json.is_sampled(number):
            json.notice_unknown(json.decode(record), type(found), _NAMES[type(found)], IGNORED, rows)

    return parse


_NAMES: dict[type[Any], str] = {Work: "work", Journal: "journal", FunderRecord: "funder"}


def _add(work: Work, rows: Rows) -> None:
    try:
        doi = kinds.doi(work.doi)
    except Refused as refused:
        raise Refused(refused.reason, column="DOI", found=work.doi) from None
    if work.type == "grant":
        add_award(doi, work, rows)
    else:
        add_work(doi, work, rows)


def _read_slowly(record: bytes, rows: Rows) -> Shape:
    """A record of another kind, or a work with values of wrong types."""
    found = json.decode(record)
    if not isinstance(found, dict):
        raise Refused(f"not a JSON object but {type(found).__name__}")
    if "DOI" in found:
        return mended(found, Work, "work", rows)
    if "ISSN" in found and "title" in found:
        return mended(found, Journal, "journal", rows)
    if "alt-names" in found or "replaced-by" in found:
        return mended(found, FunderRecord, "funder", rows)
    raise Refused("neither a work nor a journal nor a funder of Crossref", found=", ".join(list(found)[:10]))
