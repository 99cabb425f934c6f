"""What comes with an article: MeSH terms, types, keywords, grants, references, related articles, its journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from rashinban.data_sources.pubmed.record import Found, Parts
from rashinban.definitions import type_words
from rashinban.engine.rows import Rows
from rashinban.reading.award_numbers import award_ids
from rashinban.reading.xml import Element, Reading
from rashinban.schema import ids, kinds
from rashinban.schema.identifiers import pmcid, pmid
from rashinban.schema.japanese_ids import isbn


@cache
def _ranks() -> Mapping[str, tuple[int, str]]:
    """Publication type -> its place in definitions/types/pubmed.csv, and our type ("" where it tells none)."""
    words = type_words("pubmed")
    return {printed: (rank, ours) for rank, ((entity, printed), ours) in enumerate(words.items()) if entity == "works"}


class Subjects:
    """Terms of one work, each once."""

    def __init__(self, work_id: str, rows: Rows) -> None:
        self._work_id, self._rows = work_id, rows
        self._said: set[tuple[str, str]] = set()

    def add(self, scheme: str, term: str | None, code: str | None, is_major: bool | None = None) -> None:
        if term and (scheme, term) not in self._said:
            self._said.add((scheme, term))
            self._rows["work_subjects"].append((self._work_id, scheme, term, code, is_major))


def work_type(
    reading: Reading, lists: Sequence[Element], subjects: Subjects, rows: Rows
) -> tuple[str | None, bool | None]:
    """Our type, and whether the article was retracted; all publication types become subjects.

    Of several types the first in definitions/types/pubmed.csv decides: the order of its rows is the precedence.
    """
    best: tuple[int, str] | None = None
    retracted: bool | None = None
    for each in lists:
        for child in each:
            printed = reading.text(child)
            subjects.add("publication-type", printed, reading.attribute(child, "UI"))
            if printed is None:
                continue
            found = _ranks().get(printed)
            if found is None:
                rows.type_of("works", "pubmed", printed, "works.type")
            elif found[1] and (best is None or found < best):
                best = found
            if printed == "Retracted Publication":
                retracted = True
    return best[1] if best else None, retracted


def add_terms(reading: Reading, parts: Parts, subjects: Subjects) -> None:
    """MeSH headings, each also with its qualifiers; a heading is a main subject where any of these is."""
    for headings in parts.get("MeshHeadingList", ()):
        for heading in headings:
            descriptor, *qualifiers = heading
            term, code = reading.text(descriptor), reading.attribute(descriptor, "UI")
            stars = [reading.attribute(each, "MajorTopicYN") == "Y" for each in heading]
            subjects.add("mesh", term, code, any(stars))
            for qualifier, star in zip(qualifiers, stars[1:], strict=True):
                name, number = reading.text(qualifier), reading.attribute(qualifier, "UI")
                subjects.add("mesh", f"{term}/{name}", f"{code}{number}" if code and number else None, star)
    for each in parts.get("SupplMeshList", ()):
        for child in each:
            subjects.add("mesh-supplementary", reading.text(child), reading.attribute(child, "UI"))
    for each in parts.get("ChemicalList", ()):
        for child in each:
            substance = child.find("NameOfSubstance")
            subjects.add("mesh-substance", reading.text(substance), reading.attribute(substance, "UI"))


def add_keywords(reading: Reading, lists: Sequence[Element], work_id: str, rows: Rows) -> None:
    found = (reading.text(child) for each in lists for child in each)
    rows["work_keywords"].extend((work_id, word, None) for word in dict.fromkeys(found) if word)


def add_grants(reading: Reading, lists: Sequence[Element], work_id: str, rows: Rows) -> None:
    position = 0
    for each in lists:
        for grant in each:
            number, agency = reading.text(grant, "GrantID"), reading.text(grant, "Agency")
            for award_id, typed in (award_ids(number, None) if number else ()) or ((None, number),):
                position += 1
                rows.add(
                    "work_awards",
                    work_id=work_id,
                    position=position,
                    award_id=award_id,
                    funder_award_id=typed,
                    funder_name=agency,
                )


def references(reading: Reading, lists: Sequence[Element], rows: Rows) -> dict[str, None]:
    """The ids of the works that are cited, where a reference carries an identifier."""
    cited: dict[str, None] = {}
    for each in lists:
        # Lists of references may hold lists.
        for reference in each.iter("Reference"):
            found = identifiers(reading, reference.find("ArticleIdList"), rows, "citations.cited_work_id")
            cited_id = ids.best("works", found)
            if cited_id:
                cited[cited_id] = None
    return cited


_SCHEMES = {"pubmed": "pmid", "pmc": "pmcid", "doi": "doi"}
_KINDS: Mapping[str, Callable[[str], str]] = {"doi": kinds.doi, "pmid": pmid, "pmcid": pmcid}


def identifiers(reading: Reading, element: Element | None, rows: Rows, column: str) -> dict[str, str | None]:
    """Identifiers of an ArticleIdList by our scheme, or by PubMed's word for others; of two the first stands."""
    found: dict[str, str | None] = {}
    for child in element if element is not None else ():
        printed, text = reading.attribute(child, "IdType"), reading.text(child)
        if not printed or not text:
            continue
        scheme = _SCHEMES.get(printed, printed)
        kind = _KINDS.get(scheme)
        value = rows.take(kind, text, column) if kind else text
        if value and not found.get(scheme):
            found[scheme] = value
    return found


def add_isbns(reading: Reading, found: Found, work_id: str, rows: Rows) -> None:
    """The ISBN of a book is its own; a chapter is part of the book that has it."""
    for each in found.isbns:
        number = rows.take(isbn, reading.text(each), "work_identifiers.identifier")
        if number and found.type == "book":
            rows["work_identifiers"].append((work_id, "isbn", number))
        elif number:
            rows["work_relations"].append((work_id, "IsPartOf", "isbn", number, ids.scheme_id("isbn", number)))


def add_relations(reading: Reading, parts: Parts, work_id: str, rows: Rows) -> dict[str, None]:
    """Comments, corrections, retractions, and data sets or trials; returns ids of works that are only cited."""
    said = set()
    cited: dict[str, None] = {}
    words = type_words("pubmed")
    for each in parts.get("CommentsCorrectionsList", ()):
        for other in each:
            printed, pmid = reading.attribute(other, "RefType"), reading.text(other, "PMID")
            relation = rows.type_of("work_relations", "pubmed", printed, "work_relations.relation")
            if relation == "Cites" and pmid:
                cited[f"pmid:{pmid}"] = None
            elif relation and pmid and (relation, pmid) not in said:
                said.add((relation, pmid))
                rows["work_relations"].append((work_id, relation, "pmid", pmid, f"pmid:{pmid}"))
            elif relation and not pmid:
                source = other.findtext("RefSource")
                rows.refuse_value("work_relations.related_identifier", "a related article without a PMID", source)
    for each in parts.get("DataBankList", ()):
        for bank in each:
            name = reading.text(bank, "DataBankName")
            scheme = words.get(("banks", name or ""), name)
            for number in reading.texts(bank, "AccessionNumberList/AccessionNumber"):
                if scheme and (scheme, number) not in said:
                    said.add((scheme, number))
                    rows["work_relations"].append((work_id, "References", scheme, number, None))
    return cited


def add_journal(reading: Reading, journal: Element | None, info: Element | None, rows: Rows) -> str | None:
    """The id of the journal; a short form of it is mentioned the first time that a file names it."""
    column = "sources.source_id"
    printed = reading.text(journal, "ISSN") if journal is not None else None
    if journal is not None:
        reading.attribute(reading.one(journal, "ISSN"), "IssnType")
    linking, nlm = (reading.text(info, name) if info is not None else None for name in ("ISSNLinking", "NlmUniqueID"))
    title = reading.text(journal, "Title") if journal is not None else None
    issn = rows.take(kinds.issn, printed, column)
    issn_l = rows.take(kinds.issn, linking, column)
    if not (issn_l or issn):
        return None
    source_id = ids.scheme_id("issn", issn_l or issn or "")
    rows.mention("sources", (source_id, title, issn_l, "journal", *(None,) * 9))
    told = rows.known.setdefault(source_id, set())
    for each in (issn_l, issn):
        if each and each not in told:
            told.add(each)
            rows["source_issns"].append((source_id, each))
    if nlm and nlm not in told:
        told.add(nlm)
        rows["source_identifiers"].append((source_id, "nlm", nlm))
    return source_id
