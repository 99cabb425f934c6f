"""A record is one publication in DOCDB's words: an exchange-document, a member of a family, or a result of a search.

An exchange-document with its application is a full record. A member of a family has no title, people or classes, and a
result of a search no more than its number: these are short forms, which stand until a full record is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Date

from rashinban.data_sources.epo.ignored import IGNORED
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.files import sampled, xml_records
from rashinban.reading.patents import PatentRows, application, publication
from rashinban.reading.xml import Element, Reading, local, parse
from rashinban.schema import patent_numbers, patent_symbols
from rashinban.snapshots.raw import RawFile, Record

#: The outermost of these are records. What an answer says around them, the question and its range, is passed over.
RECORDS = frozenset(("exchange-document", "family-member", "publication-reference"))

_SCHEMES = {"UC": "uspc", "FI": "fi", "FTERM": "f-term"}
_KINDS: Mapping[str, Callable[[str], str]] = {
    "uspc": patent_symbols.uspc,
    "fi": patent_symbols.fi,
    "f-term": patent_symbols.f_term,
}
#: Formats of a name: as the office printed it, and in the Latin letters of DOCDB.
_PRINTED, _LATIN = ("original", "docdba"), ("docdb", "epodoc")
_COUNTRY = re.compile(r"\s*\[([A-Z]{2})\]\s*$")


def records(file: RawFile) -> Iterator[Record]:
    """The publications in the answers of OPS and in files of DOCDB, numbered on; an answer with none is refused."""
    return xml_records(file, RECORDS, none="no publication in it: an error, or no answer of OPS")


def parser(file: RawFile) -> Parser:
    """A parser for the publications of one file; some of them are looked through for unknown fields."""
    return sampled(_parse)


def _parse(record: bytes, rows: Rows, *, watched: bool) -> None:
    _Publication(Reading(parse(record), watched=watched), rows).add()


@dataclass(frozen=True, kw_only=True)
class _Number:
    """One way in which a document is numbered: docdb, epodoc or original."""

    format: str
    country: str | None
    number: str | None
    kind: str | None
    date: str | None


class _Publication:
    def __init__(self, reading: Reading, rows: Rows) -> None:
        self.reading, self.rows, self.root = reading, rows, reading.root
        inner = reading.one(self.root, "bibliographic-data")
        #: where the numbers are: within an exchange-document, or the record itself
        self.biblio: Element = self.root if inner is None else inner

    def add(self) -> None:
        reading, rows = self.reading, self.rows
        name = local(self.root)
        where = self.root if name == "publication-reference" else reading.one(self.biblio, "publication-reference")
        numbers = [] if where is None else self._numbers(where)
        docdb = _first(numbers, "docdb")
        if docdb is None and name == "exchange-document":
            attribute = reading.attribute
            docdb = _Number(
                format="docdb",
                country=attribute(self.root, "country"),
                number=attribute(self.root, "doc-number"),
                kind=attribute(self.root, "kind"),
                date=None,
            )
        if docdb is None:
            raise Refused("no number in the form of DOCDB")
        patent_id = publication(rows, docdb.country, docdb.number, docdb.kind, "patents.patent_id")
        if patent_id is None:
            raise Refused("no number of a publication", column="patents.patent_id", found=docdb.number)
        for each in ("country", "doc-number", "kind"):
            reading.attribute(self.root, each)
        self.patent = patent = PatentRows(rows, patent_id)
        application_id, filed = self._application(self.biblio)
        titles, abstracts = self._texts("invention-title"), self._texts("abstract", self.root)
        priorities = self._priorities(application_id)
        row = {
            "patent_id": patent_id,
            "office": patent_id[:2],
            "kind_code": docdb.kind,
            "type": patent_numbers.document_kind(patent_id[:2], docdb.kind),
            "application_id": application_id,
            "family_id": reading.attribute(self.root, "family-id"),
            "title": titles[0][1] if titles else None,
            "abstract": abstracts[0][1] if abstracts else None,
            "language": (titles or abstracts)[0][0] if titles or abstracts else None,
            "application_date": patent.day(filed, "patents.application_date"),
            "priority_date": min((day for day in priorities if day), default=None),
            "publication_date": patent.day(docdb.date, "patents.publication_date"),
        }
        if name == "exchange-document" and application_id:
            rows.add("patents", **row)
        elif name != "publication-reference" or row["family_id"]:
            # A number alone is the question, which answers repeat.
            rows.mention_of("patents", **row)
        for kind, texts in (("title", titles), ("abstract", abstracts)):
            for language, text in texts:
                patent.text(kind, text, language)
        for role in ("applicant", "inventor"):
            self._people(role)
        self._classes()
        self._citations()
        self._events()
        reading.notice_unread(rows, IGNORED)

    def _numbers(self, element: Element) -> list[_Number]:
        reading = self.reading
        return [
            _Number(
                format=reading.attribute(each, "document-id-type") or "docdb",
                country=reading.text(each, "country"),
                number=reading.text(each, "doc-number"),
                kind=reading.text(each, "kind"),
                date=reading.text(each, "date"),
            )
            for each in reading.many(element, "document-id")
        ]

    def _application(self, element: Element) -> tuple[str | None, str | None]:
        """The id of the application and its day, by the form that says most."""
        where = self.reading.one(element, "application-reference")
        return (None, None) if where is None else self._filed(self._numbers(where), "patents.application_id")

    def _filed(self, numbers: list[_Number], column: str) -> tuple[str | None, str | None]:
        chosen = _first(numbers, "docdb") or _first(numbers, "epodoc")
        day = next((each.date for each in numbers if each.date), None)
        if chosen is None or not chosen.number:
            return None, day
        country = chosen.country or chosen.number[:2]
        return application(self.rows, country, chosen.number, chosen.kind, column, docdb=True), day

    def _priorities(self, own: str | None) -> list[Date | None]:
        """Add the claims; returns their days. DOCDB lists the application itself where it claims continuations."""
        days: list[Date | None] = []
        claims = self.reading.many(self.biblio, "priority-claims/priority-claim")
        for claim in claims or self.reading.many(self.biblio, "priority-claim"):
            number, printed = self._filed(self._numbers(claim), "patent_priorities.application_id")
            day = self.patent.day(printed, "patent_priorities.date")
            days.append(day)
            if number != own:
                self.patent.priority("priority", number, day)
        return days

    def _texts(self, name: str, under: Element | None = None) -> list[tuple[str | None, str]]:
        """Language and text of titles or abstracts."""
        reading = self.reading
        found = [*reading.many(self.biblio, name), *([] if under is None else reading.many(under, name))]
        return [
            (self.patent.language(reading.attribute(each, "lang")), text)
            for each in found
            if (text := reading.text(each))
        ]

    def _people(self, role: str) -> None:
        """The persons of a role: a name as printed and one in Latin letters are one person by their number."""
        reading = self.reading
        names: dict[str, dict[str, str]] = {}
        countries: dict[str, str] = {}
        for each in reading.many(self.biblio, f"parties/{role}s/{role}"):
            number = reading.attribute(each, "sequence") or str(len(names) + 1)
            form = reading.attribute(each, "data-format") or "docdb"
            name = (reading.text(each, f"{role}-name/name") or "").strip(" ,")
            if found := _COUNTRY.search(name):
                countries.setdefault(number, found[1])
                name = name[: found.start()]
            if country := reading.text(each, "residence/country"):
                countries.setdefault(number, country)
            if name:
                names.setdefault(number, {})[form] = name
        for number, forms in names.items():
            printed = next((forms[form] for form in _PRINTED if form in forms), None)
            latin = next((forms[form] for form in _LATIN if form in forms), None)
            self.patent.person(role, printed or latin, latin=latin if printed else None, country=countries.get(number))

    def _classes(self) -> None:
        reading, patent = self.reading, self.patent
        for path in ("classifications-ipcr/classification-ipcr/text", "classification-ipc/text"):
            for each in reading.many(self.biblio, path):
                printed = self.rows.take(patent_symbols.ipc_printed, reading.text(each), "patent_classes.symbol")
                if printed:
                    patent.symbol(
                        *("ipc", patent_symbols.ipc, printed.symbol),
                        is_first=printed.is_first,
                        is_inventive=printed.is_inventive,
                        version=printed.version,
                    )
        for each in reading.many(self.biblio, "patent-classifications/patent-classification"):
            word = reading.attribute(reading.one(each, "classification-scheme"), "scheme") or ""
            reading.attribute(reading.one(each, "classification-scheme"), "office")
            scheme = "cpc" if word.startswith("CPC") else _SCHEMES.get(word)
            if scheme is None:
                self.rows.refuse_value("patent_classes.scheme", "a scheme of classes that is not known here", word)
                reading.passed(each)
                continue
            symbol = reading.text(each, "classification-symbol") or self._symbol(each)
            value = reading.text(each, "classification-value")
            kind = _KINDS.get(scheme, patent_symbols.cpc)
            patent.symbol(scheme, kind, symbol, is_inventive=value == "I" if value else None)

    def _symbol(self, element: Element) -> str:
        section, main, sub, group, rest = (
            self.reading.text(element, part) or ""
            for part in ("section", "class", "subclass", "main-group", "subgroup")
        )
        return f"{section}{main}{sub}{group}/{rest}"

    def _citations(self) -> None:
        reading, rows = self.reading, self.rows
        for each in reading.many(self.biblio, "references-cited/citation"):
            cited = reading.one(each, "patcit")
            docdb = None if cited is None else _first(self._numbers(cited), "docdb")
            number = None
            if docdb is not None:
                column = "patent_citations.cited_patent_id"
                number = publication(rows, docdb.country, docdb.number, docdb.kind, column)
            elif cited is not None:
                reading.passed(cited)
            word = reading.attribute(each, "cited-by")
            self.patent.citation(
                patent=number,
                text=reading.text(each, "nplcit/text"),
                category=",".join(reading.texts(each, "category")) or None,
                cited_by=rows.type_of("patent_citations", "epo", word, "patent_citations.cited_by"),
                phase=reading.attribute(each, "cited-phase"),
            )

    def _events(self) -> None:
        """Legal events: code and description, the day of the gazette, and what the office added."""
        reading = self.reading
        for each in reading.many(self.root, "legal"):
            added = [
                f"{reading.attribute(part, 'desc') or local(part)}: {text}"
                for group in reading.many(each, "L500EP")
                for part in group
                if (text := reading.text(part))
            ]
            for part in each:
                reading.attribute(part, "desc")
            self.patent.event(
                code=(reading.attribute(each, "code") or "").strip() or None,
                text=reading.attribute(each, "desc"),
                detail="; ".join(added) or None,
                date=self.patent.day(reading.text(each, "L007EP"), "patent_events.date"),
            )


def _first(numbers: list[_Number], form: str) -> _Number | None:
    return next((each for each in numbers if each.format == form and each.number), None)
