"""Rows of NIH's tables, written here by hand: a year of a project, and where an application's money went."""

from __future__ import annotations

from bulk_works import SENTENCE

PROJECTS = (
    b"APPLICATION_ID,ACTIVITY,ADMINISTERING_IC,AWARD_NOTICE_DATE,CORE_PROJECT_NUM,FULL_PROJECT_NUM,SUBPROJECT_ID,FY,"
    b"IC_NAME,FUNDING_MECHANISM,ORG_CITY,ORG_COUNTRY,ORG_DEPT,ORG_DUNS,ORG_NAME,ORG_STATE,PHR,PI_IDS,PI_NAMEs,"
    b"PROJECT_START,PROJECT_END,PROJECT_TERMS,PROJECT_TITLE,STUDY_SECTION,STUDY_SECTION_NAME,TOTAL_COST,"
    b"DIRECT_COST_AMT,INDIRECT_COST_AMT\n"
)
SITES = b"application.id,org.duns\n"


def project(number: int) -> bytes:
    """A year of a project of ten years: two investigators, forty terms, a paragraph on what it is good for."""
    core = f"R01CA{number // 10 % 1_000_000:06d}"
    terms = ";".join(f"Term {(number + place) % 5000}" for place in range(40))
    start = 2000 + number % 20
    return (
        f"{5_000_000 + number},R01,CA,6/15/{start},{core},5{core}-0{number % 10},,{start},NATIONAL CANCER INSTITUTE,"
        f"Non-SBIR/STTR RPGs,EXAMPLE CITY,UNITED STATES,PHYSICS,{100_000_000 + number % 9000},EXAMPLE UNIVERSITY,XX,"
        f'"{SENTENCE * 3}",{1_000_000 + number} (contact);{2_000_000 + number};,"DOE, JANE (contact);ROE, RAY;",'
        f"7/1/{start - 1},6/30/{start + 4},{terms},Light in cells {number},BMT,Biomedical Testing,300000,200000,100000"
    ).encode()


def site(number: int) -> bytes:
    """An application and a DUNS number, as R writes it."""
    return b"%d,%d.0" % (100_001 + number, 1_000_000 + number * 7919 % 9753)
