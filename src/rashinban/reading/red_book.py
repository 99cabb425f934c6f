"""A record is one document of the USPTO's red book, version 4 (2005 to now): us-patent-grant or us-patent-application.

The format is of the ST.36 family. Descriptions and drawings are passed over before parsing: they are most
of the bytes, and no table has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.entities import declared
from rashinban.reading.patents import PatentRows, application, publication
from rashinban.reading.red_book_ignored import IGNORED, ROOTS
from rashinban.reading.xml import Element, Reading, parse
from rashinban.schema import patent_numbers, patent_symbols

__all__ = ["ROOTS", "read"]

#: Elements of us-related-documents and the relation that they state.
_RELATIONS = {
    "addition": "addition",
    "division": "division",
    "continuation": "continuation",
    "continuation-in-part": "continuation-in-part",
    "continuing-reissue": "reissue",
    "reissue": "reissue",
    "us-divisional-reissue": "reissue",
    "us-reexamination-reissue-merger": "reexamination",
    "reexamination": "reexamination",
    "substitution": "substitution",
    "utility-model-basis": "utility-model",
    "correction": "correction",
    "us-provisional-application": "provisional",
}
_PARTS = frozenset(("country", "doc-number", "kind", "date"))
_PATENT = frozenset(("country", "doc-number", "kind"))
_NAME = frozenset(("orgname", "last-name", "first-name", "suffix", "name"))
_ADDRESS = frozenset(("address-1", "city", "state", "country"))
_SYMBOL = frozenset(
    ("section", "class", "subclass", "main-group", "subgroup", "symbol-position", "classification-value")
)
_TAKEN_OUT = ((b"<description", b"</description>"), (b"<drawings", b"</drawings>"))


def read(record: bytes, rows: Rows, data_source: str, watched: bool) -> None:
    """Add the rows of one document. data_source: whose words for kinds are looked up (definitions/types)."""
    document, unknown = declared(_shortened(record))
    root = parse(document)
    if root.tag not in ROOTS:
        told = "; the format before 2005 is not read" if root.tag == "PATDOC" else ""
        raise Refused(f"no document of the red book, version 4{told}", found=root.tag)
    for name in unknown:
        rows.refuse_value("patents", "a character by a name that no set of ISO has; it stays as text", f"&{name};")
    reading = Reading(root, watched=watched)
    _Document(reading, rows, data_source).add()
    reading.notice_unread(rows, IGNORED)


def _shortened(record: bytes) -> bytes:
    """Without the text of the description and the list of drawings, which stand once and whole in a document."""
    for opening, closing in _TAKEN_OUT:
        start, end = record.find(opening), record.rfind(closing)
        if 0 <= start < end:
            record = record[:start] + record[end + len(closing) :]
    return record


class _Document:
    def __init__(self, reading: Reading, rows: Rows, data_source: str) -> None:
        self.reading, self.rows, self.data_source = reading, rows, data_source
        root = reading.root
        found = root.find(f"us-bibliographic-data-{root.tag.rpartition('-')[2]}")
        if found is None:
            raise Refused("no bibliographic data", found=root.tag)
        self.biblio = found

    def add(self) -> None:
        reading, rows, root, biblio = self.reading, self.rows, self.reading.root, self.biblio
        number = self._parts(biblio, "publication-reference/document-id")
        filed = self._parts(biblio, "application-reference/document-id")
        patent_id = publication(
            rows, number.get("country"), number.get("doc-number"), number.get("kind"), "patents.patent_id"
        )
        if patent_id is None:
            raise Refused("no number of a publication", column="patents.patent_id", found=number)
        self.patent = patent = PatentRows(rows, patent_id)
        language = patent.language(reading.attribute(root, "lang"))
        title = reading.text(biblio, "invention-title")
        abstract = reading.text(root, "abstract")
        published = patent.day(number.get("date"), "patents.publication_date")
        kind = reading.attribute(reading.one(biblio, "application-reference"), "appl-type")
        is_grant = root.tag == "us-patent-grant"
        produced = patent.day(reading.attribute(root, "date-produced"), "patents.updated_date")
        priorities = list(self._priorities())
        rows.add(
            "patents",
            patent_id=patent_id,
            office="US",
            kind_code=number.get("kind"),
            type=rows.type_of(
                "patents", self.data_source, f"{'grant' if is_grant else 'application'}/{kind}", "patents.type"
            )
            if kind
            else patent_numbers.document_kind("US", number.get("kind")),
            application_id=application(
                rows, filed.get("country"), filed.get("doc-number"), None, "patents.application_id"
            ),
            title=title,
            abstract=abstract,
            language=language,
            application_date=patent.day(filed.get("date"), "patents.application_date"),
            priority_date=min((date for relation, _, date in priorities if date and relation != "pct"), default=None),
            publication_date=published,
            grant_date=published if is_grant else None,
            claims_count=self._claims(),
            updated_date=produced.isoformat() if produced else None,
        )
        patent.text("title", title, language)
        patent.text("abstract", abstract, language)
        patent.text("first-claim", reading.text(root, "claims/claim"), language)
        for relation, application_id, date in priorities:
            patent.priority(relation, application_id, date)
        self._people()
        self._classes()
        self._citations()
        self._other_numbers()

    def _parts(self, element: Element, path: str = "") -> dict[str, str]:
        """The texts of the parts of a document-id by name."""
        found = element.find(path) if path else element
        return {} if found is None else self._leaves(found, _PARTS)

    def _leaves(self, element: Element, wanted: frozenset[str]) -> dict[str, str]:
        """The texts of child elements by name; those wanted count as read."""
        if self.reading.watched:
            for child in element:
                if child.tag in wanted:
                    self.reading.text(child)
        return {child.tag: child.text.strip() for child in element if child.text}

    def _claims(self) -> int | None:
        """The number of claims: stated in grants, counted in applications."""
        claims = self.reading.root.find("claims")
        stated = self.reading.text(self.biblio, "number-of-claims")
        self.reading.passed(claims)
        if stated and stated.isdigit():
            return int(stated)
        return len(claims.findall("claim")) or None if claims is not None else None

    def _priorities(self) -> Iterator[tuple[str, str | None, Date | None]]:
        for claim in self.biblio.iterfind("priority-claims/priority-claim"):
            yield self._priority("priority", self._leaves(claim, _PARTS))
        for related in self.biblio.iterfind("us-related-documents/*"):
            if related.tag == "us-provisional-application":
                yield self._priority("provisional", self._parts(related, "document-id"))
            elif related.tag in _RELATIONS:
                for parent in related.iterfind(".//relation/parent-doc"):
                    yield self._priority(_RELATIONS[related.tag], self._parts(parent, "document-id"))
        pct = self.biblio.find("pct-or-regional-filing-data")
        if pct is not None:
            yield self._priority("pct", self._parts(pct, "document-id"))

    def _priority(self, relation: str, parts: dict[str, str]) -> tuple[str, str | None, Date | None]:
        column = "patent_priorities"
        date = self.rows.take(patent_numbers.day, parts.get("date"), f"{column}.date")
        number = application(
            self.rows,
            *(parts.get("country"), parts.get("doc-number"), None, f"{column}.application_id"),
            year=date.year if date else None,
        )
        return relation, number, date

    def _people(self) -> None:
        parties = self.biblio.find("us-parties")
        if parties is None:
            parties = self.biblio.find("parties")
        if parties is not None:
            for path, role in (
                ("us-applicants/us-applicant", "applicant"),
                ("applicants/applicant", "applicant"),
                ("inventors/inventor", "inventor"),
                ("agents/agent", "agent"),
            ):
                for person in parties.iterfind(path):
                    self._person(role, person)
        for owner in self.biblio.iterfind("assignees/assignee"):
            self._person("owner", owner)

    def _person(self, role: str, person: Element) -> None:
        book = person.find("addressbook")
        if book is None:
            book = person
        name = self._leaves(book, _NAME)
        address = book.find("address")
        where = {} if address is None else self._leaves(address, _ADDRESS)
        residence = self.reading.text(person, "residence/country")
        own = ", ".join(part for part in (name.get("last-name"), name.get("first-name"), name.get("suffix")) if part)
        country = where.get("country") or residence
        self.patent.person(
            role,
            " ".join((name.get("orgname") or own or name.get("name") or "").split()) or None,
            is_organisation=True if name.get("orgname") else False if own else None,
            # Agents' countries are "unknown".
            country=None if country == "unknown" else country,
            address=", ".join(where[part] for part in ("address-1", "city", "state") if part in where) or None,
        )

    def _classes(self) -> None:
        biblio, patent = self.biblio, self.patent
        for each in biblio.iterfind("classifications-ipcr/classification-ipcr"):
            self._symbol("ipc", each, "ipc-version-indicator")
        for each in biblio.iterfind("classifications-cpc/main-cpc/classification-cpc"):
            self._symbol("cpc", each, "cpc-version-indicator")
        for further in biblio.iterfind("classifications-cpc/further-cpc"):
            for each in further.iter("classification-cpc"):
                self._symbol("cpc", each, "cpc-version-indicator")
        for scheme, path, kind in (
            ("ipc", "classification-ipc", patent_symbols.ipc),
            ("uspc", "classification-national", patent_symbols.uspc),
            ("locarno", "classification-locarno", patent_symbols.locarno),
        ):
            for group in biblio.iterfind(path):
                for each in group:
                    if each.tag in ("main-classification", "further-classification"):
                        self.reading.text(each)
                        # Not trimmed: blanks are places.
                        patent.symbol(scheme, kind, each.text, is_first=each.tag == "main-classification")
                if scheme == "ipc":
                    self.reading.passed(group.find("edition"))

    def _symbol(self, scheme: str, element: Element, dated: str) -> None:
        parts = self._leaves(element, _SYMBOL)
        printed = "".join(parts.get(part, "") for part in ("section", "class", "subclass"))
        group = parts.get("main-group")
        version = self.reading.text(element, f"{dated}/date")
        position, value = parts.get("symbol-position"), parts.get("classification-value")
        self.patent.symbol(
            scheme,
            patent_symbols.ipc,
            f"{printed}{group}/{parts.get('subgroup', '00')}" if group else printed,
            is_first=position == "F" if position else None,
            is_inventive=value == "I" if value else None,
            version=self.rows.take(patent_symbols.version, version, "patent_classes.version"),
        )

    def _citations(self) -> None:
        rows, patent, reading = self.rows, self.patent, self.reading
        for path in ("us-references-cited", "references-cited"):
            for cited in self.biblio.iterfind(f"{path}/*"):
                number = text = by = None
                for part in cited:
                    if part.tag == "patcit":
                        parts = self._leaves(part[0], _PATENT) if len(part) else {}
                        number = publication(
                            rows,
                            *(parts.get("country"), parts.get("doc-number"), parts.get("kind")),
                            "patent_citations.cited_patent_id",
                        )
                        if number is None:
                            text = " ".join(parts[each] for each in ("country", "doc-number", "kind") if each in parts)
                    elif part.tag == "nplcit":
                        text = reading.text(part)
                    elif part.tag == "category":
                        word = reading.text(part)
                        by = rows.type_of("patent_citations", self.data_source, word, "patent_citations.cited_by")
                patent.citation(patent=number, text=text, cited_by=by)

    def _other_numbers(self) -> None:
        rows, patent, column = self.rows, self.patent, "patent_identifiers.identifier"
        for path in (
            "us-related-documents/related-publication/document-id",
            "pct-or-regional-publishing-data/document-id",
        ):
            for each in self.biblio.iterfind(path):
                parts = self._leaves(each, _PATENT)
                found = publication(rows, parts.get("country"), parts.get("doc-number"), parts.get("kind"), column)
                patent.identifier("publication", found)
        for name in ("us-371c12-date", "us-371c124-date"):
            entered = self.reading.text(self.biblio, f"pct-or-regional-filing-data/{name}/date")
            if entered:
                patent.event(code=name, text=None, date=patent.day(entered, "patent_events.date"))
