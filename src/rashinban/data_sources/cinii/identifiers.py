"""Each identifier is one of CiNii's types with its value; here it becomes a scheme of ours with a clean value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rashinban.engine.rows import Rows
from rashinban.schema import japanese, kinds
from rashinban.schema.identifiers import handle, pmid

Kind = Callable[[str], str]


#: CiNii's type -> our scheme and its kind; a type that is not here is kept under its name in small letters.
WORKS: Mapping[str, tuple[str, Kind]] = {
    "DOI": ("doi", kinds.doi),
    "JALC_DOI": ("doi", kinds.doi),
    "PMID": ("pmid", pmid),
    "HDL": ("hdl", handle),
    "NAID": ("naid", japanese.naid),
    "NCID": ("ncid", japanese.ncid),
    "NDL_BIB_ID": ("ndlbib", japanese.ndl_bib_id),
    "ISBN": ("isbn", japanese.isbn),
    "CRID": ("crid", japanese.crid),
    "URI": ("url", str.strip),
}
PEOPLE: Mapping[str, tuple[str, Kind]] = {
    "ORCID": ("orcid", kinds.orcid),
    "NRID": ("nrid", japanese.nrid),
    "ERAD": ("erad", japanese.erad_researcher),
    "E_RAD": ("erad", japanese.erad_researcher),
    "KAKEN_RESEARCHERS": ("erad", japanese.erad_researcher),
    "J_GLOBAL_ID": ("jglobal", japanese.jglobal_id),
}
AWARDS: Mapping[str, tuple[str, Kind]] = {
    "JGN": ("jgn", japanese.jgn),
    "KAKEN": ("kaken", japanese.kakenhi_number),
    "DOI": ("award-doi", kinds.doi),
    "URI": ("url", str.strip),
}
SERIALS: Mapping[str, tuple[str, Kind]] = {
    "ISSN": ("issn", kinds.issn),
    "PISSN": ("issn", kinds.issn),
    "EISSN": ("issn", kinds.issn),
    "LISSN": ("issn", kinds.issn),
    "NCID": ("source-ncid", japanese.ncid),
}


def clean(
    found: Iterable[tuple[str, str]], known: Mapping[str, tuple[str, Kind]], rows: Rows, column: str
) -> list[tuple[str, str]]:
    """Each scheme with its clean value, once; values that are none are refused."""
    taken = []
    for kind, value in found:
        scheme, take = known.get(kind.upper(), (kind.lower(), str.strip))
        if identifier := rows.take(take, value, column):
            taken.append((scheme, identifier))
    return list(dict.fromkeys(taken))


def first_of(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The first identifier of each scheme."""
    return dict(reversed(list(found)))
