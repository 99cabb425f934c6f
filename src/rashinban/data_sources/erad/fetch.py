"""Fetch e-Rad's list of funders: one small file. Its list of institutions is given by hand, with --from."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from rashinban.errors import UsageError
from rashinban.snapshots.download import download
from rashinban.snapshots.draft import Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Manners, Web

#: A selection has no words: there is one file.
SELECTION: Mapping[str, str] = {}

ERAD = "https://www.e-rad.go.jp"
_FUNDERS = "haibunkikan.csv"


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch the list. $RASHINBAN_ERAD names another host, for tests."""
    for word in selection:
        raise UsageError(f"selection {word!r} is not known: the list of e-Rad is fetched whole")
    url = f"{(environment.get('RASHINBAN_ERAD') or ERAD).rstrip('/')}/datasets/files/{_FUNDERS}"
    contact = environment.get("RASHINBAN_MAILTO") or None
    with Web(manners=Manners(requests_per_second=1), contact=contact, sleep=sleep) as web:
        draft = open_draft([url])

        def reached(length: int) -> None:
            progress(Progress(what=_FUNDERS, done=length, total=None, unit="bytes"))

        entry = download(web, url, draft, _FUNDERS, reached=reached)
    return Fetched(draft=draft, notes=(f"{_FUNDERS}, {entry.bytes:,} bytes",))
