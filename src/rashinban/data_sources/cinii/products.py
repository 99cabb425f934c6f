"""Each product is one work as CiNii describes it, whichever of its three shapes the record has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rashinban.data_sources.cinii.fields import Text
from rashinban.data_sources.cinii.identifiers import AWARDS, SERIALS, WORKS, clean, first_of
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.works import Author, Name, SourceName, Work, add_source, mention_award, name_as_printed
from rashinban.schema import ids, japanese
from rashinban.schema.partial_dates import day_of, partial_date, year_of


@dataclass(kw_only=True)
class Product:
    """Identifiers are (CiNii's type, value); texts (kind, text, code of the language)."""

    address: str | None
    type: str | None = None
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    texts: list[tuple[str, str, str | None]] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)
    journal: list[Text] = field(default_factory=list)
    journal_identifiers: list[tuple[str, str]] = field(default_factory=list)
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None
    date: str | None = None
    #: dated events beside it: kind, date
    dates: list[tuple[str, str | None]] = field(default_factory=list)
    language: str | None = None
    keywords: list[str] = field(default_factory=list)
    #: scheme, term, code
    subjects: list[tuple[str, str, str | None]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    rights: str | None = None
    access: str | None = None
    #: CiNii's word, identifier's type, value
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    #: identifiers of a project, its title
    projects: list[tuple[list[tuple[str, str]], str | None]] = field(default_factory=list)
    created: str | None = None
    updated: str | None = None


_CRID = re.compile(r"https?://cir\.nii\.ac\.jp/(?:[a-z]{2}/)?crid/(\d+)(?:\.json)?", re.A)


def crid_of(address: str | None, rows: Rows) -> str | None:
    """The CRID in the address of a record, None where the address is not CiNii's."""
    found = _CRID.fullmatch(address or "")
    return rows.take(japanese.crid, found[1], "work_identifiers.identifier") if found else None


def add_product(product: Product, rows: Rows) -> None:
    """Add the rows of a work."""
    column = "work_identifiers.identifier"
    crid = crid_of(product.address, rows)
    found = [*([("crid", crid)] if crid else []), *clean(product.identifiers, WORKS, rows, column)]
    for address in product.addresses:
        if "hdl.handle.net/" in address:
            found += clean([("HDL", address)], WORKS, rows, column)
    first = first_of(found)
    # `naid` and `ncid` are CiNii's numbers for what it holds; an address is an id only where there is nothing else.
    work_id = ids.best("works", first)
    if work_id is None:
        raise Refused("a work without any identifier", column="works.work_id", found=product.address)
    work = Work(work_id, rows)
    for scheme, identifier in found:
        work.identifier(scheme, identifier)
    for kind, text, code in product.texts:
        work.text(kind, text, *work.language(code))
    for keyword in product.keywords:
        work.keyword(keyword)
    for scheme, term, code in product.subjects:
        work.subject(scheme, term, code)
    work.authors(product.authors)
    issued = rows.take(partial_date, product.date, "works.publication_date")
    work.date("issued", issued)
    for kind, written in product.dates:
        work.date(kind, rows.take(partial_date, written, "work_dates.date"))
    source_id = _source(product, rows)
    _add_locations(work, product, source_id, rows)
    _add_links(work, product, rows)
    language = work.language(product.language, "works.language")[0]
    rows.add(
        "works",
        work_id=work_id,
        doi=first.get("doi"),
        pmid=first.get("pmid"),
        title=work.main(work.titles, language or "ja"),
        abstract=work.main(work.abstracts, language or "ja"),
        publication_year=year_of(issued),
        publication_date=day_of(issued),
        language=language,
        type=rows.type_of("works", "cinii", product.type, "works.type"),
        source_id=source_id,
        volume=product.volume,
        issue=product.issue,
        first_page=product.first_page,
        last_page=product.last_page,
        created_date=product.created,
        updated_date=product.updated,
    )


def _source(product: Product, rows: Rows) -> str | None:
    found = clean(product.journal_identifiers, SERIALS, rows, "source_identifiers.identifier")
    names = []
    for name, code in product.journal:
        spoken = rows.take(japanese.language, code, "source_names.language")
        names.append(SourceName(name=name, language=spoken[0] if spoken else None))
    return add_source(
        rows,
        issns=[identifier for scheme, identifier in found if scheme == "issn"],
        identifiers=[one for one in found if one[0] != "issn"],
        names=names,
    )


def _add_locations(work: Work, product: Product, source_id: str | None, rows: Rows) -> None:
    """CiNii's own page comes first, then the pages that it names: of the publisher, of repositories."""
    pages = [address for address in (product.address, *product.addresses) if address]
    for number, page in enumerate(dict.fromkeys(pages)):
        work.location(
            source_id=source_id if number == 0 else None,
            landing_page_url=page.removesuffix(".json"),
            license=product.rights if number == 0 else None,
            access=rows.type_of("access", "cinii", product.access, "work_locations.access") if number == 0 else None,
        )


def _add_links(work: Work, product: Product, rows: Rows) -> None:
    for word, kind, value in product.relations:
        relation = rows.type_of("relations", "cinii", word.lower(), "work_relations.relation")
        for scheme, identifier in clean([(kind, value)], WORKS, rows, "work_relations.related_identifier"):
            if relation:
                work.relation(relation, scheme, identifier)
    for identifiers, title in product.projects:
        numbers = clean(identifiers, AWARDS, rows, "work_awards.award_id")
        award_id = ids.best("awards", first_of(numbers))
        typed = next((value for kind, value in identifiers if kind.upper() in ("KAKEN", "JGN")), None)
        if award_id:
            mention_award(rows, award_id, funder_award_id=typed, title=title)
        if award_id or typed or title:
            work.award(award_id=award_id, funder_award_id=typed, title=title)


def names_by_language(names: Iterable[Text], rows: Rows) -> list[Name]:
    """The forms of one name, the Japanese one first."""
    found = []
    for text, code in names:
        spoken = rows.take(japanese.language, code, "authorship_names.language") or (None, None)
        found.append(name_as_printed(text, *spoken))
    return sorted(found, key=lambda name: (name.language != "ja", name.script is not None))


def affiliations_by_language(names: Sequence[Text]) -> list[tuple[str | None, str | None]]:
    """Affiliations in Japanese, else in the language that comes first; those in other languages are the same ones."""
    codes = [code for _, code in names]
    chosen = "ja" if "ja" in codes else codes[0] if codes else None
    return [(None, text) for text, code in names if code == chosen]
