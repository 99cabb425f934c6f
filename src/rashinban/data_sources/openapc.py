"""A record is one cost line of OpenAPC: what an institution paid in a year to have one article or book published.

A cost line is no record of a work. The work that it names is kept with its identifiers, title and journal, so that its
costs can be found, but without a type: works that no other data source describes are outside the universe of
publication indicators, which count articles and reviews. Several lines (co-funding, another edition of the list) may
name one work: each brings a part of it.

A line without a DOI goes by PMID, PMCID, the ISBN of a book or the address of the article. Additional costs
(`additional_costs.csv`) are refused: the table says neither who paid nor when, which is on the work's line in the main
list.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import partial

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import byte_rows
from rashinban.reading.byte_rows import records
from rashinban.reading.columns import Columns
from rashinban.reading.markup import plain_text
from rashinban.schema import DataSource, Expectation, ids, kinds
from rashinban.schema.identifiers import pmcid, pmid
from rashinban.schema.japanese_ids import isbn
from rashinban.snapshots.raw import RawFile

DATA_SOURCE = DataSource(
    name="openapc",
    title="OpenAPC: costs of open access publishing",
    url="https://github.com/OpenAPC/openapc-de",
    licence="ODbL-1.0",
    terms="The data set is under the Open Database License: name OpenAPC and the institutions, and share alike what is "
    "made of it. A base made with it carries that duty.",
    citation="OpenAPC Initiative. Datasets on fee-based open access publishing. https://github.com/OpenAPC/openapc-de",
    tables=("works", "work_identifiers", "work_costs", "sources"),
    parts=("works",),
    expectations=(
        Expectation(table="work_costs", column="amount", minimum=0.99, why="a line is there for its amount"),
        Expectation(table="works", column="doi", minimum=0.8, why="most lines have a DOI"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]

_CROSSREF = "about the article, as Crossref or another source of works has it"
#: What the foundation writes where PubMed Central has no copy.
_NOT_IN_PMC = ("Chronos Submission in Process", "Pending Publisher Submission", "PMCN/A", "PMCn/a", "PMCU/A")
COLUMNS = Columns(
    meaning={
        "institution": ("institution",),
        "year": ("period", "Publication Year"),
        "euro": ("euro",),
        "dollar": ("APC Amount",),
        "other_dollar": ("Other Payments",),
        "doi": ("doi", "DOI"),
        "pmid": ("pmid",),
        "pmcid": ("pmcid", "PMC ID"),
        "isbn": ("isbn",),
        "url": ("url", "Article URL"),
        "title": ("book_title", "Article Title"),
        "journal": ("journal_full_title", "Journal Title"),
        "issn_l": ("issn_l",),
        "issn": ("issn",),
        "hybrid": ("is_hybrid",),
        "status": ("Open Access Status",),
        "gates": ("PublicationID",),
        "agreement": ("agreement",),
        "book": ("backlist_oa",),
    },
    ignored={
        "publisher": _CROSSREF,
        "Publisher": _CROSSREF,
        "issn_print": "the linking ISSN is read",
        "issn_electronic": "the linking ISSN is read",
        "isbn_print": "one ISBN is read",
        "isbn_electronic": "one ISBN is read",
        "license_ref": _CROSSREF,
        "Copyright License": _CROSSREF,
        "Type": _CROSSREF,
        "Publication Date": _CROSSREF,
        "indexed_in_crossref": "how OpenAPC found what it says of the article",
        "ut": "a number of the Web of Science",
        "doaj": "the Directory of Open Access Journals says it",
        "doab": "the Directory of Open Access Books says it",
        "opt_out": "of articles under an agreement, which authors did not want open",
        "group_id": "how OpenAPC groups lines under an agreement",
        "Entry Point": "how the line came into the funder's list",
        **dict.fromkeys(
            (
                *("colour charge", "cover charge", "page charge", "permission", "reprint", "submission fee"),
                *("payment fee", "other"),
            ),
            "further costs without who paid and when: refused as a whole",
        ),
    },
    absent=frozenset(("NA", "N/A", "n/a", "Not Yet Assigned", *_NOT_IN_PMC)),
)

#: The list of the foundation has no column for who paid.
_GATES = "Bill & Melinda Gates Foundation"
_FLAGS = {"TRUE": True, "FALSE": False}


def parser(file: RawFile) -> Parser:
    """A parser for the lines of one list."""
    return byte_rows.parser(file, parse)


def parse(row: Mapping[str, str], rows: Rows) -> None:
    """Add the costs that one line tells, and the work that it names."""
    cells = COLUMNS.cells(row, rows)
    get = cells.get
    institution = get("institution") or (_GATES if "gates" in cells else None)
    year = rows.take(kinds.year, get("year"), "work_costs.year")
    if institution is None or year is None:
        raise Refused("a cost without who paid and when", column="work_costs.year", found=get("doi"))
    numbers = _identifiers(rows, cells)
    work_id = ids.best("works", {**numbers, "url": get("url")})
    if work_id is None:
        raise Refused("a cost without an identifier of a work", column="works.work_id", found=get("title"))
    _add_costs(rows, work_id, cells, institution, year)
    issn = rows.take(kinds.issn, get("issn_l") or get("issn"), "works.source_id")
    source_id = ids.scheme_id("issn", issn) if issn else None
    if source_id:
        rows.mention_of("sources", source_id=source_id, display_name=plain_text(get("journal")))
    rows.add(
        "works",
        work_id=work_id,
        doi=numbers["doi"],
        pmid=numbers["pmid"],
        title=plain_text(get("title")),
        source_id=source_id,
    )
    for scheme, identifier in numbers.items():
        if identifier:
            rows.add("work_identifiers", work_id=work_id, scheme=scheme, identifier=identifier)


def _identifiers(rows: Rows, cells: dict[str, str]) -> dict[str, str | None]:
    column = "work_identifiers.identifier"
    return {
        "doi": rows.take(kinds.doi, cells.get("doi"), "works.doi"),
        "pmid": rows.take(pmid, cells.get("pmid"), column),
        "pmcid": rows.take(pmcid, cells.get("pmcid"), column),
        "isbn": rows.take(isbn, cells.get("isbn"), column),
    }


def _add_costs(rows: Rows, work_id: str, cells: dict[str, str], institution: str, year: int) -> None:
    is_hybrid = _FLAGS.get(cells.get("hybrid", ""))
    if "status" in cells:
        is_hybrid = cells["status"].lower() == "hybrid"
    first = "bpc" if "book" in cells else "apc"
    for name, currency, kind in (("euro", "EUR", first), ("dollar", "USD", first), ("other_dollar", "USD", "other")):
        printed = cells.get(name)
        if printed is None or (kind == "other" and printed == "0"):
            continue
        amount = rows.take(partial(money, currency=currency), printed, "work_costs.amount")
        rows.add(
            "work_costs",
            work_id=work_id,
            institution_name=institution,
            year=year,
            kind=kind,
            amount=amount,
            currency=currency if amount is not None else None,
            is_hybrid=is_hybrid,
        )


def money(text: str, currency: str) -> int:
    """Minor units, rounded half up to a cent: amounts turned into euro from other currencies have many digits."""
    try:
        exact = Decimal(text)
    except InvalidOperation:
        raise Refused("not an amount of money", found=text) from None
    if not exact.is_finite():
        raise Refused("not an amount of money", found=text)
    return kinds.money(str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP)), currency)[0]
