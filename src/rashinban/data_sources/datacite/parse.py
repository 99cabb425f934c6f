"""A record of DataCite, in JSON or XML, becomes rows: a work, or an award."""

from __future__ import annotations

import msgspec

from rashinban.data_sources.datacite import xml
from rashinban.data_sources.datacite.awards import add_award
from rashinban.data_sources.datacite.ignored import IGNORED
from rashinban.data_sources.datacite.shapes import Doi, Record
from rashinban.data_sources.datacite.works import add_work
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import json
from rashinban.reading.mending import mended
from rashinban.schema import kinds
from rashinban.snapshots.raw import RawFile

_WRAPPED = msgspec.json.Decoder(Record).decode
_BARE = msgspec.json.Decoder(Doi).decode


def parser(file: RawFile) -> Parser:
    """A parser for the records of one file, which counts them: the first are looked through for unknown fields."""
    number = 0

    def parse(record: bytes, rows: Rows) -> None:
        nonlocal number
        number += 1
        if record.startswith(b"<"):
            _add(xml.read(record, rows), rows)
            return
        record = json.checked(record, rows)
        try:
            found = _WRAPPED(record).attributes
        except msgspec.ValidationError:
            found = _read_slowly(record, rows)
        except (msgspec.DecodeError, RecursionError) as error:
            raise Refused(f"invalid JSON: {error}") from None
        _add(found, rows)
        if json.is_sampled(number):
            _look_through(record, rows)

    return parse


def _add(doi: Doi, rows: Rows) -> None:
    try:
        own = kinds.doi(doi.doi)
    except Refused as refused:
        raise Refused(refused.reason, column="doi", found=doi.doi) from None
    if doi.types is not None and doi.types.resource_type_general == "Award":
        add_award(own, doi, rows)
    else:
        add_work(own, doi, rows)


def _read_slowly(record: bytes, rows: Rows) -> Doi:
    """A record without the wrapping of JSON:API, or with values of wrong types."""
    try:
        return _BARE(record)
    except msgspec.ValidationError:
        pass
    found = json.decode(record)
    if not isinstance(found, dict):
        raise Refused(f"not a JSON object but {type(found).__name__}")
    inner = found.get("attributes", found)
    if not isinstance(inner, dict) or "doi" not in inner:
        raise Refused("no DOI", column="doi", found=", ".join(list(found)[:10]))
    return mended(inner, Doi, "doi", rows)


def _look_through(record: bytes, rows: Rows) -> None:
    found = json.decode(record)
    if isinstance(found, dict):
        shape = Record if "attributes" in found else Doi
        json.notice_unknown(found, shape, "record" if shape is Record else "doi", IGNORED, rows)
