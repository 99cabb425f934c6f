"""Fetch the records of one repository by OAI-PMH, or what has changed since the last harvest of the same selection."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft
from rashinban.snapshots.oai_pmh import REPOSITORY, fetch_repository

SELECTION: Mapping[str, str] = {
    **REPOSITORY,
    "prefix": "metadataPrefix; else the best that the repository offers, jpcoar_2.1 before oai_dc",
}

#: The best first: what a repository offers under these names says ever less. WEKO has no prefix for 2.1 yet.
PREFIXES = ("jpcoar_2.1", "jpcoar_2.0", "jpcoar", "jpcoar_1.0", "junii2", "oai_dc")


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Harvest a repository. $RASHINBAN_JPCOAR names its address where the selection has none."""
    return fetch_repository(
        open_draft,
        selection,
        PREFIXES,
        address=environment.get("RASHINBAN_JPCOAR"),
        environment=environment,
        progress=progress,
        sleep=sleep,
    )
