"""Each row is one output that an award's record lists: reported by the award holder, or matched by the provider.

What the provider matched (`productListEnriched`) is a claim of its own beside what was reported; both rows have the id
of the reported entry (`ref`) as their identifier.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rashinban.reading.grant_awards.element import Award, order, positions
from rashinban.reading.grant_awards.texts import WORDS
from rashinban.reading.xml import Element
from rashinban.schema import ids, kinds, patent_numbers
from rashinban.schema.identifiers import pmcid, pmid
from rashinban.schema.japanese import isbn, language, naid

_LISTS = {"productList": "reported", "productListEnriched": "matched"}

#: Elements that name a work, and the kind that cleans them; an ISBN names a book, not a chapter of it.
_WORKS: Mapping[str, Callable[[str], str]] = {
    "doi": kinds.doi,
    "pmid": pmid,
    "pmcid": pmcid,
    "naid": naid,
    "isbn": isbn,
}
#: Where the title, people and source of an entry are: the first of these that it has.
_TITLE = ("title", "plainText", "description")
_PEOPLE = ("author", "patentInventor", "coinvestigatorOverseas")
_SOURCE = ("journalTitle", "organizer", "publisher", "patentAssignee", "counterpartInstitution")
_YEARS = ("year", "patentPublicationYear", "patentIssueYear", "patentApplicationYear")


def read(award: Award) -> None:
    """Add the outputs of both lists, and the reports that have a DOI."""
    position = positions()
    for path, claimed_by in _LISTS.items():
        for product in order(award, award.many(f"{path}/product")):
            _add(award, product, claimed_by, next(position))
    told: set[str] = set()
    for report in award.many("reportList/report"):
        for doi in award.reading.many(report, "doi"):
            work = award.rows.take(kinds.doi, award.value(doi), "award_outputs.work_id")
            if work and work not in told:
                told.add(work)
                award.rows.add(
                    "award_outputs",
                    award_id=award.award_id,
                    position=next(position),
                    kind="other",
                    claimed_by="reported",
                    work_id=ids.scheme_id("doi", work),
                    title=award.text(report, "title"),
                    year=award.year_of(award.attribute(report, "id")),
                    identifier=award.attribute(report, "id"),
                )


def _add(award: Award, product: Element, claimed_by: str, position: int) -> None:
    rows = award.rows
    printed = award.attribute(product, "type")
    kind = rows.type_of("award_outputs", WORDS, printed, "award_outputs.kind") or "other"
    own_id = award.attribute(product, "id")
    refs = [name for each in award.reading.many(product, "ref") if (name := award.attribute(each, "id"))]
    spoken = rows.take(language, award.text(product, "language"), "award_outputs.language")
    years = [award.year(award.value(product, path), "award_outputs.year") for path in _YEARS]
    rows.add(
        "award_outputs",
        award_id=award.award_id,
        position=position,
        kind=kind,
        claimed_by=claimed_by,
        work_id=_work_id(award, product, kind),
        patent_id=_patent_id(award, product),
        title=_variant(award, product, _TITLE),
        people=_variant(award, product, _PEOPLE),
        source_name=_variant(award, product, _SOURCE),
        volume=award.value(product, "volume"),
        issue=award.value(product, "issue"),
        pages=_pages(award, product),
        year=next(filter(None, years), None),
        language=spoken[0] if spoken else None,
        identifier=" ".join(refs) or own_id,
        is_reviewed=award.flag(product, "reviewed"),
        is_open_access=award.flag(product, "openAccess"),
        is_acknowledged=award.flag(product, "acknowledgement"),
        is_international=award.flag(product, "jointInternational"),
        is_invited=award.flag(product, "invited"),
    )


def _variant(award: Award, product: Element, paths: tuple[str, ...]) -> str | None:
    """The first of some elements that the entry has; of its variants by language the Japanese one, else the first."""
    found = [
        (place, award.language(each) != "ja", text)
        for place, path in enumerate(paths)
        for each in award.reading.many(product, path)
        if (text := award.value(each))
    ]
    return min(found, key=lambda each: each[:2])[2] if found else None


def _pages(award: Award, product: Element) -> str | None:
    """Pages as normalised, else as printed where nothing could be normalised, else how many there are."""
    pages = award.reading.one(product, "pages")
    found = award.value(pages), award.attribute(pages, "originalValue"), award.value(product, "totalPages")
    return next((each for each in found if each and each not in ("-", "－")), None)


def _work_id(award: Award, product: Element, kind: str) -> str | None:
    found: dict[str, str] = {}
    for path, clean in _WORKS.items():
        for element in award.reading.many(product, path):
            taken = award.rows.take(clean, award.value(element), "award_outputs.work_id")
            if taken and (path != "isbn" or kind == "book"):
                found.setdefault(path, taken)
    return ids.best("works", found)


def _patent_id(award: Award, product: Element) -> str | None:
    """By the number of a publication or right, else by that of the application; Japanese unless it is a foreign one."""
    is_foreign = award.flag(product, "foreign") or False
    for path, clean in (
        ("patentPublicationNumber", patent_numbers.publication_text),
        ("patentApplicationNumber", lambda text: _application(text, is_foreign)),
    ):
        for element in award.reading.many(product, path):
            if found := award.rows.take(clean, award.value(element), "award_outputs.patent_id"):
                return found
    return None


def _application(text: str, is_foreign: bool) -> str:
    """`特願2014-123456`, `PCT/JP2014/012345` -> `application:JP2014123456`, `application:JP2014012345W`."""
    if is_foreign and not text.upper().startswith("PCT"):
        return f"application:{patent_numbers.application_text(text)[0]}"
    return f"application:{patent_numbers.application('JP', text)}"
