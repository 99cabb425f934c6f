"""Each row of the smaller tables is one thing said of an award: an institution, a person, a total, an output.

Several rows, and several files, say things of one award. So what is numbered within an award has a number of its own:
an institution its DUNS, a publication its PMID, others a hash of what is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rashinban.data_sources.nih.projects import read_project
from rashinban.data_sources.nih.values import (
    NIH,
    Line,
    after,
    cents,
    institution,
    mentioned,
    number,
    of_application,
    person,
    place,
    project,
)
from rashinban.errors import Refused
from rashinban.reading.markup import plain_text
from rashinban.schema import ids, patent_numbers
from rashinban.schema.identifiers import pmid


def _site(line: Line) -> None:
    """Where an application's money went. This is the longest of the tables: a tuple is filled, not names."""
    names, cells = line.names, line.cells
    application = number(cells[names["application"]])
    duns = cells[names["duns"]]
    if not duns.strip():
        raise Refused("a row without duns", found=application)
    found = institution(duns)
    row = (
        of_application(application, line.rows),
        int(found[-9:]),
        "recipient",
        found,
        *after("award_institutions", "award_id", "position", "role", "institution_id"),
    )
    line.rows["award_institutions"].append(row)


def _investigator(line: Line) -> None:
    author = person(line.needed("person"))
    role = "principal_investigator"
    line.rows.add("award_members", award_id=mentioned(line), position=place(author, role), author_id=author, role=role)


def _totals(line: Line) -> None:
    """All that a project cost, over all years."""
    own = project(line.needed("project"))
    award_id = ids.scheme_id("nih", own)
    amount = cents(line.needed("total"))
    line.rows.add("awards", award_id=award_id, funder_id=NIH, funder_award_id=own, amount=amount, currency="USD")
    line.rows.add("award_amounts", award_id=award_id, position=0, kind="total", amount=amount, currency="USD")


def _organisation(line: Line) -> None:
    found = institution(line.needed("duns"))
    line.rows.mention_of(
        "institutions", institution_id=found, display_name=line.get("organisation"), city=line.get("city")
    )


def _publication(line: Line) -> None:
    """A publication that acknowledges the project; NIH finds them in PubMed."""
    # Tables that went through a program for sheets have `25000001.0`.
    found = pmid(line.needed("pmid").removesuffix(".0"))
    line.rows.add(
        "award_outputs",
        award_id=mentioned(line),
        position=int(found),
        kind="journal-article",
        claimed_by="matched",
        work_id=ids.scheme_id("pmid", found),
    )


def _patent(line: Line) -> None:
    """A patent whose holder reports that the project led to it. Numbers are those of the USPTO."""
    printed = line.needed("patent")
    number_ = patent_numbers.publication_text(f"US{printed.removeprefix('US')}")
    line.rows.add(
        "award_outputs",
        award_id=mentioned(line),
        position=place(number_),
        kind="patent",
        claimed_by="reported",
        patent_id=number_,
        title=line.get("patent_title"),
        source_name=line.get("patent_owner"),
        identifier=printed,
    )


def _trial(line: Line) -> None:
    """A trial that is registered with ClinicalTrials.gov."""
    trial = line.needed("trial")
    line.rows.add(
        "award_outputs",
        award_id=mentioned(line),
        position=place(trial),
        kind="other",
        claimed_by="matched",
        title=line.get("study"),
        identifier=trial,
    )


def _abstract(line: Line) -> None:
    application = number(line.needed("application"))
    text = plain_text(line.needed("abstract"))
    if text is None:
        raise Refused("an abstract without text", found=application)
    line.rows.add(
        "award_texts",
        award_id=of_application(application, line.rows),
        position=place("summary", text),
        kind="summary",
        text=text,
    )


#: By the kind of table (columns.TABLES).
READERS: Mapping[str, Callable[[Line], None]] = {
    "abstracts": _abstract,
    "projects": read_project,
    "sites": _site,
    "publications": _publication,
    "patents": _patent,
    "trials": _trial,
    "investigators": _investigator,
    "totals": _totals,
    "organisations": _organisation,
}
