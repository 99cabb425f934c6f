"""Each header of NIH's tables is one of our names, or passed over with a reason; a table is told by its headers.

Headers are compared in capitals with `_` for every other sign: `project.num` is PROJECT_NUM.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rashinban.errors import Refused

_HEADERS: Mapping[str, str] = {
    "APPLICATION_ID": "application",
    "CORE_PROJECT_NUM": "project",
    "CORE_PROJECT_NUMBER": "project",
    "PROJECT_NUM": "project",
    "PROJECT_NUMBER": "project",
    "PROJECT_ID": "project",
    "FULL_PROJECT_NUM": "full_project",
    "SUBPROJECT_ID": "subproject",
    "FY": "year",
    "PROJECT_TITLE": "title",
    "ABSTRACT_TEXT": "abstract",
    "PHR": "relevance",
    "PROJECT_TERMS": "terms",
    "NIH_SPENDING_CATS": "categories",
    "ADMINISTERING_IC": "institute",
    "IC_NAME": "institute_name",
    "ACTIVITY": "activity",
    "FUNDING_MECHANISM": "mechanism",
    "STUDY_SECTION": "section",
    "STUDY_SECTION_NAME": "section_name",
    "FOA_NUMBER": "call",
    "OPPORTUNITY_NUMBER": "call",
    "CFDA_CODE": "programme",
    "PROJECT_START": "start",
    "PROJECT_END": "end",
    "AWARD_NOTICE_DATE": "notice",
    "PI_IDS": "people",
    "PI_NAMES": "people_names",
    "PI_ID": "person",
    "ORG_DUNS": "duns",
    "ORG_NAME": "organisation",
    "ORG_CITY": "city",
    "ORG_COUNTRY": "country",
    "ORG_DEPT": "department",
    "ED_INST_TYPE": "school",
    "TOTAL_COST": "total",
    "DIRECT_COST_AMT": "direct",
    "INDIRECT_COST_AMT": "indirect",
    "PMID": "pmid",
    "PATENT_ID": "patent",
    "PATENT_TITLE": "patent_title",
    "PATENT_ORG_NAME": "patent_owner",
    "CLINICALTRIALS_GOV_ID": "trial",
    "TRIAL_ID": "trial",
    "STUDY": "study",
}

_ELSEWHERE = "said again by another column"
_COUNT = "a count of links that files of their own list"
IGNORED: Mapping[str, str] = {
    "APPLICATION_TYPE": "new, renewed or continued: of the application, not of the project",
    "ARRA_FUNDED": "from which law the money came in 2009 and 2010",
    "BUDGET_START": "the period of one year's money; its fiscal year is read",
    "BUDGET_END": "the period of one year's money; its fiscal year is read",
    "FUNDING_ICS": "how institutes share the year's total, in one text",
    "ORG_DISTRICT": "an electoral district",
    "ORG_FIPS": "a code of the country, which is read by name",
    "ORG_IPF_CODE": "NIH's own number of the organisation, beside its DUNS",
    "ORG_STATE": "no column for states",
    "ORG_ZIPCODE": "an address is read as city and country",
    "PROGRAM_OFFICER_NAME": "an officer of the NIH, not of the project",
    "SERIAL_NUMBER": _ELSEWHERE,
    "SUFFIX": _ELSEWHERE,
    "SUPPORT_YEAR": _ELSEWHERE,
    "TOTAL_COST_SUB_PROJECT": "a share of the total of the parent's line, which would be counted twice",
    "N_PUBS": _COUNT,
    "N_PATENTS": _COUNT,
    "STUDY_STATUS": "where the trial stands, as ClinicalTrials.gov has it",
}

#: Kind of table -> the names that it must have. The first whose names are all there is it.
TABLES: Mapping[str, frozenset[str]] = {
    "abstracts": frozenset(("application", "abstract")),
    "projects": frozenset(("application", "project")),
    "sites": frozenset(("application", "duns")),
    "publications": frozenset(("project", "pmid")),
    "patents": frozenset(("project", "patent")),
    "trials": frozenset(("project", "trial")),
    "investigators": frozenset(("project", "person")),
    "totals": frozenset(("project", "total")),
    "organisations": frozenset(("duns", "organisation")),
}


def name_of(header: str) -> str:
    """A header as it is compared: `ClinicalTrials.gov ID` -> `CLINICALTRIALS_GOV_ID`."""
    return re.sub(r"[^A-Z0-9]+", "_", header.strip().upper())


def places(headers: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Our names with the place of their column; and headers that nobody knows."""
    known: dict[str, int] = {}
    unknown = []
    for place, header in enumerate(headers):
        name = name_of(header)
        if name in _HEADERS:
            known.setdefault(_HEADERS[name], place)
        elif name and name not in IGNORED:
            unknown.append(header)
    return known, unknown


def table_of(names: Mapping[str, int]) -> str:
    """The kind of a table. Refused where it is none of NIH's."""
    for table, wanted in TABLES.items():
        if wanted <= names.keys():
            return table
    raise Refused("the header is of no table of NIH ExPORTER that is read here", found=", ".join(names))
