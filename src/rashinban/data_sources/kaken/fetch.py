"""Fetch projects from the search of KAKEN, with the user's own application id."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from rashinban.errors import UsageError
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft
from rashinban.snapshots.nii import Search, asked_by, count_grants, fiscal_years, search

SELECTION: Mapping[str, str] = {
    "query": "words anywhere in the record, for example 量子コンピュータ",
    "from_fiscal_year": "projects that began in this fiscal year or later, for example 2020",
    "to_fiscal_year": "projects that began in this fiscal year or before",
    "award": "number of a project, for example 19KK0341",
    "institution": "research institution by name, for example 東京大学",
    "researcher": "member of a project by name, for example 山田太郎",
    "researcher_number": "member of a project by e-Rad number, for example 12345678",
}

API = "https://kaken.nii.ac.jp/opensearch/"
#: Results that one question gives at most.
MOST = 200_000
_PARAMETERS: Mapping[str, str] = {
    "query": "kw",
    "award": "qb",
    "institution": "qe",
    "researcher": "qg",
    "researcher_number": "qm",
}


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch the projects of a selection. $RASHINBAN_KAKEN names another address, for tests."""
    asked = asked_by(selection, _PARAMETERS, SELECTION)
    if not selection:
        raise UsageError("which projects? give --query, --from-fiscal-year or another word; KAKEN has over a million")
    service = Search(
        name="KAKEN",
        url=environment.get("RASHINBAN_KAKEN") or API,
        form="xml",
        count=count_grants,
        certain={"kw": "研究"},
        most=MOST,
    )
    years = fiscal_years(selection)
    questions = [{**each, **years} for each in asked]
    return search(service, questions, open_draft, environment=environment, progress=progress, sleep=sleep)
