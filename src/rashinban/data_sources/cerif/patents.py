"""A patent of a system becomes a patent: by the number of its publication, else of its application."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashinban.data_sources.cerif.record import NAME, Cris
from rashinban.errors import Refused
from rashinban.reading.patents import PatentRows
from rashinban.reading.works import name_of_parts
from rashinban.reading.xml import Element
from rashinban.schema import ids, patent_numbers, patent_symbols

#: Classifications by a part of the scheme's address, `https://data.epo.org/linked-data/def/cpc/scheme`.
_SCHEMES = ("cpc", "ipc")
#: An address of Espacenet names a publication: `https://worldwide.espacenet.com/patent/search?q=pn%3DWO2015071852A2`.
_ESPACENET = re.compile(r"espacenet\.com/.*\bq=pn(?:%3D|=)([A-Z]{2}[A-Z0-9]+)", re.A)


def add_patent(cris: Cris, element: Element, day: str | None) -> None:
    """Add the rows of one patent."""
    rows, reading = cris.rows, cris.reading
    number = reading.text(element, "PatentNumber")
    office = rows.take(patent_numbers.office, reading.text(element, "CountryCode"), "patents.office")
    address = reading.text(element, "URL")
    publication, application = _numbers(number, office)
    if found := _ESPACENET.search(address or ""):
        # The number beside it is then that of the application, as EPODOC writes it.
        publication = rows.take(patent_numbers.publication_text, found[1], "patents.patent_id")
        application = _application(number)
    patent_id = publication or (ids.scheme_id("application", application) if application else None)
    if patent_id is None:
        raise Refused("no number of a patent", column="patents.patent_id", found=number)
    patent = PatentRows(rows, patent_id)
    titles, abstracts = cris.texts(element, "Title"), cris.texts(element, "Abstract")
    rows.add(
        "patents",
        patent_id=patent_id,
        office=office or (publication or application or "")[:2],
        type=cris.word("patents", element, "Type", "patents.type"),
        application_id=application,
        title=titles[0].text if titles else None,
        abstract=abstracts[0].text if abstracts else None,
        language=titles[0].language if titles else None,
        application_date=patent.day(reading.text(element, "RegistrationDate"), "patents.application_date"),
        publication_date=patent.day(reading.text(element, "PublicationDate"), "patents.publication_date"),
        grant_date=patent.day(reading.text(element, "ApprovalDate"), "patents.grant_date"),
        updated_date=day,
    )
    for kind, texts in (("title", titles), ("abstract", abstracts)):
        for text in texts:
            patent.text(kind, text.text, text.language)
    for role, path in (("inventor", "Inventors/Inventor"), ("owner", "Holders/Holder")):
        for link in reading.many(element, path):
            _add_person(cris, patent, link, role)
    for scheme, symbol in _classes(cris, element):
        patent.symbol(scheme, patent_symbols.ipc, symbol)
    patent.identifier("url", address)
    patent.identifier("application", application)
    patent.identifier(NAME, cris.own(element))
    for each in reading.many(element, "Predecessor/Patent"):
        # Nearly all systems give their own number of it, of which no application is known.
        earlier = _numbers(reading.text(each, "PatentNumber"), None)[1]
        filed = patent.day(reading.text(each, "RegistrationDate"), "patent_priorities.date")
        patent.priority("priority", earlier, filed)
        reading.passed(each)


def _numbers(printed: str | None, office: str | None) -> tuple[str | None, str | None]:
    """The numbers of publication and application that a number is; without a country's letters it is of the office.

    `WO2014IB66015` is none of a publication, but that of an international application.
    """
    if not printed:
        return None, None
    text = printed if printed[:2].isalpha() else f"{office or ''}{printed}"
    try:
        return patent_numbers.publication_text(text), None
    except Refused:
        pass
    return None, _application(text)


def _application(printed: str | None) -> str | None:
    try:
        return patent_numbers.application_text(printed)[0] if printed else None
    except Refused:
        return None


def _add_person(cris: Cris, patent: PatentRows, link: Element, role: str) -> None:
    reading = cris.reading
    shown = reading.text(link, "DisplayName")
    person, unit = reading.one(link, "Person"), reading.one(link, "OrgUnit")
    if person is not None:
        family, given = cris.name_of(person)
        name = name_of_parts(family, given, None)
        printed = f"{family}, {given}" if family and given else name.full if name else shown
        patent.person(role, printed, is_organisation=False, identifier=cris.person(person).get("orcid"))
    elif unit is not None:
        patent.person(role, cris.organisation(unit).name or shown, is_organisation=True)
    else:
        patent.person(role, shown)
    reading.passed(link)


def _classes(cris: Cris, element: Element) -> Iterator[tuple[str, str]]:
    """Scheme and symbol: `https://data.epo.org/linked-data/def/cpc/A61B5-150755` -> `cpc`, `A61B5/150755`."""
    for each in cris.reading.many(element, "Subject"):
        scheme, text = cris.reading.attribute(each, "scheme") or "", cris.reading.text(each) or ""
        found = next((known for known in _SCHEMES if f"/{known}/" in f"{scheme}/".lower()), None)
        if found is None:
            cris.rows.refuse_value("patent_classes.scheme", "neither IPC nor CPC", scheme)
        else:
            yield found, text.rpartition("/")[2].replace("-", "/") if "://" in text else text
