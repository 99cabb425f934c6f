"""An entry of RIS, read by rispy; lines that are written loosely (`TY -  BOOK`) count as what they are meant to be."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rispy import RisParser
from rispy.config import TAG_KEY_MAPPING

from rashinban.data_sources.bibliography.entry import Entry, date_of, name_of, numbers, unknown
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.works import Name

_OWN = "of the person's own library"
_PUBLISHER = "publishers go by ids, which entries do not give"
#: By rispy's names of tags.
IGNORED: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("id", "label", "file_attachments1", "file_attachments2", "figure", "research_notes", "access_date"),
            *("name_of_database", "database_provider", "call_number", "accession_number", "reprint_edition"),
        ),
        _OWN,
    ),
    **{f"custom{number}": "each program's own use of the tag" for number in range(1, 9)},
    **dict.fromkeys(("publisher", "place_published"), _PUBLISHER),
    **dict.fromkeys(
        ("secondary_authors", "tertiary_authors", "subsidiary_authors", "translated_author"), "authors are read"
    ),
    "author_address": "one address for all authors, if any",
    "note": "a remark in free text",
    "notes": "a remark in free text",
    "caption": "a remark in free text",
    "edition": "no column for editions",
    "number_of_volumes": "no column",
    "original_publication": "no column",
    "reviewed_item": "no column",
    "section": "no column",
    "type_of_work": "a kind in free text; the type is read",
    "short_title": "the title is read",
    "translated_title": "the title is read",
    "tertiary_title": "a series of books, without its ISSN",
    "alternate_title1": "an abbreviation of the journal",
    "alternate_title2": "an abbreviation of the journal",
}
_READ = frozenset(
    (
        *("type_of_reference", "primary_title", "title", "secondary_title", "authors", "first_authors", "journal_name"),
        *("alternate_title3", "volume", "number", "start_page", "end_page", "year", "publication_year", "date", "doi"),
        *("issn", "urls", "abstract", "notes_abstract", "keywords", "language"),
    )
)
_LINE = re.compile(r"([A-Z][A-Z0-9])( {0,3}-)(?: {0,3}(.*))?", re.A)
_STRICT = "  -"
#: Types whose second title is what the work is part of; of others it is a subtitle (Pure) or a series.
_PARTS = frozenset(
    ("JOUR", "CHAP", "CONF", "CPAPER", "MGZN", "NEWS", "EJOUR", "ECHAP", "INPR", "ENCYC", "DICT", "ABST")
)


class _Loose(RisParser):  # type: ignore[misc]
    """Takes a line as a tag's where it is written as one, or where the tag is known and the blanks are not as asked."""

    def parse_line(self, line: str) -> tuple[str, str] | tuple[None, str]:
        found = _LINE.fullmatch(line.rstrip())
        if found and (found[2] == _STRICT or found[1] in TAG_KEY_MAPPING):
            return found[1], (found[3] or "").strip()
        return None, line.strip()


def read(text: str, rows: Rows) -> Entry:
    """One entry."""
    try:
        entries = _Loose(enforce_list_tags=False).parse(f"{text}\nER  - \n")
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(f"not an entry of RIS: {error}") from None
    if not entries:
        raise Refused("not an entry of RIS: no line TY and no line ER")
    fields = entries[0]
    for tag in fields.pop("unknown_tag", {}):
        rows.unknown_field(f"ris.{tag}")
    unknown(rows, fields, _READ, IGNORED, "ris")

    def all_of(*names: str) -> list[str]:
        found = [fields[name] for name in names if name in fields]
        return [text for each in found for text in (each if isinstance(each, list) else [each]) if text]

    def first(*names: str) -> str | None:
        return next(iter(all_of(*names)), None)

    kind = first("type_of_reference") or ""
    is_part = kind in _PARTS
    dated = re.split(r"[/-]", first("date", "year", "publication_year") or "")
    year, month, day = (*(part.strip() or None for part in dated), None, None)[:3]
    return Entry(
        type=f"ris:{kind}",
        title=first("primary_title", "title"),
        subtitle=None if is_part else first("secondary_title"),
        authors=tuple(filter(None, (_name(each) for each in all_of("authors", "first_authors")))),
        container=(first("secondary_title") if is_part else None) or first("journal_name", "alternate_title3"),
        volume=first("volume"),
        issue=first("number"),
        pages=first("start_page"),
        last_page=first("end_page"),
        date=date_of(rows, year, month, day),
        doi=first("doi"),
        standard_numbers=tuple(number for each in all_of("issn") for number in numbers(each)),
        url=first("urls"),
        abstract=first("abstract", "notes_abstract"),
        keywords=tuple(all_of("keywords")),
        language=first("language"),
    )


def _name(text: str) -> Name | None:
    """`Sankar, Martial`, `Smith, John, Jr.`; without a comma a group, or a name in one piece."""
    family, given, suffix = (*(part.strip() for part in text.split(",")), "", "")[:3]
    return name_of(family, given, suffix)
