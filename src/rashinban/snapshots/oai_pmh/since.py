"""Each value is the `from` of a harvest that brings only what changed since the last one of the same selection."""

from __future__ import annotations

import gzip
from datetime import datetime, timedelta

from rashinban.snapshots.draft import Draft
from rashinban.snapshots.manifest import RawManifest
from rashinban.snapshots.oai_pmh import dates
from rashinban.snapshots.oai_pmh.document import Unreadable, read_document

#: A responseDate this far behind the end of its own harvest is of a clock that was ahead.
_TOLERANCE = timedelta(minutes=5)


def since_last(
    draft: Draft, base_url: str, folder: str, granularity: dates.Granularity
) -> tuple[str | None, str | None]:
    """The `from` to ask with, one step of the granularity before the last harvest began; and a note.

    The protocol's advice: the responseDate of the first page of the last harvest, by the provider's own clock, so
    that clocks need not agree. A clock that was ahead would leave a gap: then all is asked for, as without snapshots.
    """
    for manifest in reversed(draft.earlier):
        pages = sorted(
            file.name
            for file in manifest.files
            if file.name.startswith(f"{folder}/page-") and file.source.partition("?")[0] == base_url.partition("?")[0]
        )
        if not pages:
            continue
        began, ended = _began(draft, manifest, pages[0]), datetime.fromisoformat(manifest.fetched_at)
        if began is None or began > ended + _TOLERANCE:
            return None, f"all is asked for: the clock of snapshot {manifest.snapshot} cannot be trusted"
        moment = dates.write(min(began, ended) - dates.one_step(granularity), granularity)
        return moment, f"only what changed since snapshot {manifest.snapshot}, from {moment}; --fresh brings all"
    return None, None


def _began(draft: Draft, manifest: RawManifest, page: str) -> datetime | None:
    path = draft.folder.parent / manifest.snapshot / page
    try:
        text = read_document(gzip.decompress(path.read_bytes()), None).root.findtext("{*}responseDate")
    except (Unreadable, OSError, EOFError):
        return None
    return dates.read(text and text.strip())
