"""Fetch JST's projects from the search of GRANTS, with the user's own application id.

That `c8=jst` asks for JST's records alone is known from the form of the portal, not from a document.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft
from rashinban.snapshots.nii import Search, asked_by, count_grants, fiscal_years, search

#: A selection without words is all of JST: about 30,000 records.
SELECTION: Mapping[str, str] = {
    "query": "words anywhere in the record, for example 量子",
    "from_fiscal_year": "projects that began in this fiscal year or later, for example 2020",
    "to_fiscal_year": "projects that began in this fiscal year or before",
    "award": "number of a project, for example JPMJCR2112",
}

API = "https://grants.jst.go.jp/opensearch/"
_PARAMETERS: Mapping[str, str] = {"query": "kw", "award": "qb"}


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch the projects of a selection. $RASHINBAN_JST_GRANTS names another address, for tests."""
    asked = asked_by(selection, _PARAMETERS, SELECTION)
    service = Search(
        name="GRANTS",
        url=environment.get("RASHINBAN_JST_GRANTS") or API,
        form="xml",
        count=count_grants,
        certain={"c8": "jst", "kw": "研究"},
        most=200_000,
    )
    years = fiscal_years(selection)
    questions = [{"c8": "jst", **each, **years} for each in asked]
    return search(service, questions, open_draft, environment=environment, progress=progress, sleep=sleep)
