"""Fetch researchers from the search of KAKEN's researchers, with the user's own application id."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from rashinban.errors import UsageError
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft
from rashinban.snapshots.nii import Search, asked_by, count_researchers, search

SELECTION: Mapping[str, str] = {
    "name": "researcher by name, for example 山田太郎",
    "number": "e-Rad number of a researcher; several joined with |",
    "institution": "where a researcher is or was, for example 東京大学",
}

API = "https://nrid.nii.ac.jp/opensearch/"
_PARAMETERS: Mapping[str, str] = {"name": "qg", "number": "qm", "institution": "qh"}


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch the researchers of a selection, each number by itself. $RASHINBAN_NRID names another address, for tests."""
    asked = asked_by(selection, _PARAMETERS, SELECTION)
    if not selection:
        raise UsageError("which researchers? give --name, --number or --institution; one question has 1,000 results")
    service = Search(
        name="NRID",
        url=environment.get("RASHINBAN_NRID") or API,
        form="json",
        count=count_researchers,
        certain={"qg": "佐藤"},
        most=1_000,
    )
    return search(service, asked, open_draft, environment=environment, progress=progress, sleep=sleep)
