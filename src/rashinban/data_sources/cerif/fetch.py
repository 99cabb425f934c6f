"""Fetch the records of one CRIS by OAI-PMH, or what has changed since the last harvest of the same selection."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft
from rashinban.snapshots.oai_pmh import REPOSITORY, fetch_repository

SELECTION: Mapping[str, str] = {
    **REPOSITORY,
    "prefix": "metadataPrefix; else the newest version of oai_cerif_openaire that the system offers",
}

#: The newest first. Each version of the guidelines, and each system, writes the version in its own way.
PREFIXES = (
    "oai_cerif_openaire_v1_2",
    "oai_cerif_openaire_1.2",
    "oai_cerif_openaire_v1_1",
    "oai_cerif_openaire_1.1",
    "oai_cerif_openaire",
)


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Harvest a system. $RASHINBAN_CERIF names its address where the selection has none."""
    return fetch_repository(
        open_draft,
        selection,
        PREFIXES,
        address=environment.get("RASHINBAN_CERIF"),
        environment=environment,
        progress=progress,
        sleep=sleep,
    )
