"""Fetch the master tables from NII's public repository: seven files of XML."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from rashinban.errors import UsageError
from rashinban.snapshots.download import download
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Manners, Web

#: A selection has no words: the tables are small.
SELECTION: Mapping[str, str] = {}

REPOSITORY = "https://bitbucket.org/niijp/grants_masterxml_kaken/raw/HEAD"
_TABLES = ("agency", "category", "code", "country_name", "field", "institution", "review_section")


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch every table. $RASHINBAN_KAKEN_TABLES names another address, for mirrors and tests."""
    for word in selection:
        raise UsageError(f"selection {word!r} is not known: the tables of KAKEN are fetched whole")
    address = (environment.get("RASHINBAN_KAKEN_TABLES") or REPOSITORY).rstrip("/")
    contact = environment.get("RASHINBAN_MAILTO") or None
    draft = open_draft([address])
    with Web(manners=Manners(requests_per_second=1), contact=contact, sleep=sleep) as web:
        for table in _TABLES:
            name = f"{table}_master_kakenhi.xml"

            def reached(length: int, name: str = name) -> None:
                progress(Progress(what=name, done=length, total=None, unit="bytes"))

            download(web, f"{address}/{name}", draft, name, reached=reached)
    size = sum(entry.bytes for entry in draft.entries.values())
    return Fetched(draft=draft, notes=(f"{len(_TABLES)} tables, {size:,} bytes",))
