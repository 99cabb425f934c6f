"""Each document is one record as the index takes it: texts by place, keys, ids, and what a hit of it shows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from rashinban.definitions.areas import areas
from rashinban.errors import Refused
from rashinban.search.fields import KEYS, twin
from rashinban.search.found import Hit
from rashinban.search.ids import award_number, kept
from rashinban.search.text import folded, plain, split

#: Between several values of one column; it stands in no name.
SEPARATOR = "\x1f"
#: How many people and further names a hit shows; a work of particle physics has thousands.
SHOWN_PEOPLE, SHOWN_NAMES = 6, 12

Row = Mapping[str, object]
Document = dict[str, object]

_PACK = msgspec.json.Encoder()
_UNPACK = msgspec.json.Decoder(Hit)


def document(kind: str, row: Row) -> Document:
    """A record of search/<kind>.sql as a document. Columns of several values are joined with SEPARATOR.

    weight: 1 + log10(1 + n) / 10 with n the citations of a work, or a hundredth of the works of an institution,
    source, funder or topic. Of two that match alike the better known comes first; researchers all weigh 1.
    """
    name = _text(row.get("name"))
    title = plain(str(row["title"])).strip() or None if row.get("title") else None
    names = _values(row.get("names"))
    everyone = _values(row.get("people"))
    made: Document = {"kind": kind, "ids": _ids(row)}
    # A record's own name is a name among others.
    _place(made, "names", [*([name] if name else []), *(other for other in names if other != name)])
    _place(made, "title", [title] if title else [])
    _place(
        made,
        "people",
        [
            *everyone,
            *_values(row.get("printed_names")),
            *_values(row.get("other_names")),
            *_values(row.get("printed_forms")),
        ],
    )
    for place in ("keywords", "venue", "abstract"):
        _place(made, place, _values(row.get(place)))
    written = [name for name in (title, name, *names) if name]
    if written:
        made["spelling"] = [split(each)[0] for each in written]
        made["exact"] = list({exact(each) for each in written})
    for key in KEYS:
        if values := _values(row.get(key)):
            made[key] = values
    numbers = [number for value in _values(row.get("acknowledged")) if (number := _number(value))]
    if numbers:
        made["acknowledged"] = numbers
    year, day, cited = row.get("year"), row.get("date"), row.get("cited_by_count")
    if isinstance(year, int):
        made["year"] = year
        made["newest"] = year * 10_000 + (day.month * 100 + day.day if isinstance(day, date) else 0)
    if isinstance(cited, int):
        made["cited"] = cited
    made["weight"] = 1.0 + math.log10(1.0 + _size(row)) / 10
    made["shown"] = _shown(kind, row, name or title, names, everyone)
    return made


def exact(text: str) -> str:
    """A whole title or name in the form in which it is compared: folded, lower case, words only, no `The` before it."""
    words = "".join(c if c.isalnum() else " " for c in folded(text).lower()).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def hit(shown: bytes) -> Hit:
    """What a document shows."""
    return _UNPACK.decode(shown)


def technology_areas() -> Iterable[Row]:
    """The rows of the areas: they are definitions, in no table."""
    for entry in areas().values():
        yield {
            "id": entry.id,
            "name": entry.labels.en,
            "names": entry.labels.ja,
            "abstract": SEPARATOR.join([entry.description.en, entry.description.ja]),
            "technology_area": entry.id,
        }


def _shown(kind: str, row: Row, title: str | None, names: list[str], people: list[str]) -> bytes:
    identifiers = {
        "doi": row.get("doi"), "pmid": row.get("pmid"), "orcid": row.get("orcid"), "ror": row.get("ror_id"),
        "issn": row.get("issn_l"), "award": row.get("award_number"),
    }  # fmt: skip
    year, cited, retracted = row.get("year"), row.get("cited_by_count"), row.get("is_retracted")
    shown = Hit(
        kind=kind,
        id=str(row["id"]),
        title=title,
        names=tuple([other for other in dict.fromkeys(names) if other != title][:SHOWN_NAMES]),
        year=year if isinstance(year, int) else None,
        type=_text(row.get("type")),
        cited_by_count=cited if isinstance(cited, int) else None,
        is_retracted=retracted if isinstance(retracted, bool) else None,
        people=tuple(people[:SHOWN_PEOPLE]),
        people_total=len(people),
        venue=_text(row.get("venue")),
        # A work has the countries of all its authors; they are facets, not one value.
        country=None if kind == "works" else _text(row.get("country")),
        identifiers={scheme: str(value) for scheme, value in identifiers.items() if value},
    )
    return _PACK.encode(shown)


def _ids(row: Row) -> list[str]:
    """The record's own id, those it took over, and those of other schemes. They were cleaned when parsed."""
    found = [str(row["id"]), *_values(row.get("former_ids"))]
    schemes = {
        "doi": "doi",
        "pmid": "pmid",
        "orcid": "orcid",
        "ror_id": "ror",
        "issn_l": "issn",
        "issn": "issn",
        "jgn": "jgn",
    }
    found += [kept(scheme, value) for column, scheme in schemes.items() for value in _values(row.get(column))]
    # Identifiers of other schemes are listed as `scheme:identifier` already.
    found += _values(row.get("identifiers"))
    number = _number(_text(row.get("award_number")))
    return [*dict.fromkeys(found), *([kept("award", number)] if number else [])]


def _number(text: str | None) -> str | None:
    """An award number as it is compared, or None for one without letter or digit: such a one finds nothing."""
    try:
        return award_number(text) if text else None
    except Refused:
        return None


def _place(made: Document, place: str, texts: list[str]) -> None:
    words, bigrams = [], []
    for text in texts:
        if text.isascii() and "<" not in text:
            words.append(text)
            continue
        spaced, unspaced = split(text)
        words.append(spaced)
        if unspaced:
            bigrams.append(unspaced)
    if words:
        made[place] = words
    if bigrams:
        made[twin(place)] = bigrams


def _size(row: Row) -> float:
    cited, works = row.get("cited_by_count"), row.get("works_count")
    if isinstance(cited, int):
        return float(max(cited, 0))
    return max(works, 0) / 100 if isinstance(works, int) else 0.0


def _values(value: object) -> list[str]:
    return [part for part in str(value).split(SEPARATOR) if part] if value is not None else []


def _text(value: object) -> str | None:
    return str(value) if value else None
