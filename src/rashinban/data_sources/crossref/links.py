"""Each row is one place where a work can be found, one reference of it, or one relation to another work."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rashinban.data_sources.crossref.shapes import License, Work
from rashinban.data_sources.crossref.values import Relation, date_of, identifier_words, relation_of
from rashinban.engine.rows import Column, Rows
from rashinban.schema import kinds
from rashinban.schema.partial_dates import day_of

#: A grant pays for a work: no relation between works.
FINANCED = frozenset({"is-financed-by", "finances"})
_PDF = re.compile(r"application/pdf", re.I)
#: Copies for programs that look for plagiarism: nobody can read them.
_NOT_FOR_READERS = "similarity-checking"
_OPEN = "creativecommons.org/"


def add_locations(work: Work, source_id: str | None, rows: Rows) -> None:
    """Add the page of the work, with licence and PDF of the version of record, then the accepted manuscript's."""
    page = work.resource.primary.url if work.resource and work.resource.primary else None
    pdfs: dict[str, str] = {}
    for link in work.link or ():
        if link.url and link.intended_application != _NOT_FOR_READERS and _PDF.fullmatch(link.content_type or ""):
            pdfs.setdefault(link.content_version or "vor", link.url)
    licenses: dict[str, License] = {}
    for license_ in work.license or ():
        licenses.setdefault(license_.content_version or "unspecified", license_)
    free = work.free_to_read
    version = "vor" if "vor" in licenses or "vor" in pdfs else None
    if work.type == "posted-content":
        # Preprint servers call their copy the version of record, too.
        version = "posted-content"
    _add(
        rows,
        position=1,
        source_id=source_id,
        is_oa=True if free is not None else None,
        version=version,
        license_=licenses.get("vor") or licenses.get("unspecified"),
        page=page or work.url or None,
        pdf=pdfs.get("vor") or pdfs.get("unspecified"),
        free_from=day_of(date_of(free.start_date, "work_locations.embargo_end", rows)) if free is not None else None,
    )
    if "am" in licenses or "am" in pdfs:
        _add(rows, position=2, version="am", license_=licenses.get("am"), pdf=pdfs.get("am"))


def _add(
    rows: Rows,
    *,
    position: int,
    version: str | None,
    license_: License | None,
    pdf: str | None,
    source_id: str | None = None,
    is_oa: bool | None = None,
    page: str | None = None,
    free_from: object = None,
) -> None:
    url = license_.url if license_ is not None else None
    # A licence that makes the copy open, later.
    if license_ is not None and url and _OPEN in url and license_.delay_in_days and license_.delay_in_days > 0:
        free_from = free_from or day_of(date_of(license_.start, "work_locations.embargo_end", rows))
    ours = identifier_words()["work_locations", version] if version else None
    values = (position, source_id, is_oa, ours, url or None, page, pdf, None, free_from)
    for column, value in zip(rows.lists("work_locations"), values, strict=True):
        column.append(value)


def add_citations(work: Work, rows: Rows) -> None:
    """Add the references that have a DOI, each once. They are cleaned later, see whole_citations."""
    cited = {reference.doi.lower(): None for reference in work.reference or () if reference.doi}
    if work.relation:
        for other in (*work.relation.get("cites", ()), *work.relation.get("references", ())):
            if other.id and (other.id_type or "").lower() == "doi":
                cited[other.id.lower()] = None
    if cited:
        rows.whole.setdefault("citations", whole_citations)
        rows.lists("citations")[0].extend(cited)


#: What kinds.doi would leave as it is, once it is in lower case.
_CLEAN = r"^10\.[0-9]{4,9}/[!-$'-~]*[a-z0-9]$"


def whole_citations(columns: list[Column], owners: np.ndarray, rows: Rows) -> tuple[list[Column], np.ndarray]:
    """Clean the DOIs that are cited, dozens a work, all together."""
    written = columns[0].combine_chunks() if isinstance(columns[0], pa.ChunkedArray) else columns[0]
    odd = ~pc.match_substring_regex(written, _CLEAN).to_numpy(zero_copy_only=False)
    if odd.any():
        cleaned: list[str | None] = []
        for number, text in zip(np.flatnonzero(odd).tolist(), written.filter(pa.array(odd)).to_pylist(), strict=True):
            rows.record = int(owners[number])
            cleaned.append(rows.take(kinds.doi, text, "citations.cited_work_id"))
        written = pc.replace_with_mask(written, pa.array(odd), pa.array(cleaned, pa.string()))
        # What was refused is no citation, and two ways to write a DOI are one.
        kept = np.ones(len(written), bool)
        for owner in np.unique(owners[odd]).tolist():
            first, end = np.searchsorted(owners, [owner, owner + 1]).tolist()
            seen: set[str | None] = {None}
            for number, doi in enumerate(written.slice(first, end - first).to_pylist(), first):
                kept[number] = doi not in seen
                seen.add(doi)
        written, owners = written.filter(pa.array(kept)), owners[kept]
    return [_ids(written)], owners


def _ids(dois: pa.Array) -> pa.Array:
    """`10.1000/x` -> `doi:10.1000/x`."""
    return pc.binary_join_element_wise("doi:", dois, "")


def add_relations(work_id: str, work: Work, rows: Rows) -> None:
    """Add what a work is to others: relations, and the corrections and retractions of one by the other.

    Who paid for a work is in work_awards.
    """
    found: dict[Relation | None, None] = {}
    for word, others in (work.relation or {}).items():
        if word not in FINANCED:
            found.update({relation_of(word, other.id_type, other.id, rows): None for other in others})
    for word, updates in (("update-to", work.update_to), ("updated-by", work.updated_by)):
        found.update({relation_of(f"{word}/{each.type}", "doi", each.doi, rows): None for each in updates or ()})
    for trial in work.clinical_trial_number or ():
        if trial.clinical_trial_number:
            found["References", "clinical-trial", trial.clinical_trial_number, None] = None
    found.pop(None, None)
    if found:
        rows["work_relations"].extend([(work_id, *relation) for relation in found if relation is not None])
