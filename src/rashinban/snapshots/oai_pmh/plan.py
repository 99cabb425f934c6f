"""A plan is what a harvest asks for, made once from what the provider says of itself, and kept in the journal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import cast

from oaipmh_scythe import OAIPMHException

from rashinban.errors import SourceError
from rashinban.snapshots.draft import Draft
from rashinban.snapshots.oai_pmh import dates
from rashinban.snapshots.oai_pmh.client import Client
from rashinban.snapshots.oai_pmh.since import since_last

_GRANULARITIES: Mapping[str | None, dates.Granularity] = {"YYYY-MM-DD": "day", "YYYY-MM-DDThh:mm:ssZ": "second"}


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a data source asks for. metadata_prefixes: the best first; the first that the provider offers is taken.

    from_, until: dates, both included. Without either, a second harvest asks only for what changed since the first.
    """

    base_url: str
    metadata_prefixes: tuple[str, ...]
    set_: str | None = None
    from_: str | None = None
    until: str | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One list. unlisted_set: what is said of a set that the provider does not list, else empty."""

    prefix: str
    set_: str | None
    since: str | None
    until: str | None
    granularity: dates.Granularity
    deleted_record: str | None
    unlisted_set: str
    notes: tuple[str, ...]

    @property
    def folder(self) -> str:
        """Where the pages are in the snapshot."""
        return folder_of(self.prefix)

    def to_journal(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_journal(cls, found: Mapping[str, object]) -> Plan:
        fields = dict(found)
        fields["notes"] = tuple(cast("list[str]", fields["notes"]))
        return cls(**fields)  # type: ignore[arg-type]  # it is what to_journal wrote


def plan(client: Client, draft: Draft, request: Request) -> Plan:
    """Ask the provider who it is and what it offers, and settle what to ask for."""
    # What cannot be asked for is said before anything is asked.
    dates.aligned(request.from_, request.until, "day")
    try:
        granularity, deleted, notes = _identify(client)
        prefix = _best(client, request.metadata_prefixes)
        unlisted = "" if request.set_ is None else _unlisted(client, request.set_)
    except OAIPMHException as error:
        client.refuse(error)
    if unlisted:
        notes.append(f"set {request.set_!r} {unlisted}")
    since = request.from_
    if since is None and request.until is None:
        since, note = since_last(draft, client.where, folder_of(prefix), granularity)
        notes += [note] if note else []
        if since is not None and deleted in ("no", "transient"):
            notes.append("this provider does not keep what was deleted: fetch with --fresh now and then")
    since, until = dates.aligned(since, request.until, granularity)
    return Plan(
        prefix=prefix,
        set_=request.set_,
        since=since,
        until=until,
        granularity=granularity,
        deleted_record=deleted,
        unlisted_set=unlisted,
        notes=tuple(notes),
    )


def folder_of(prefix: str) -> str:
    """The folder of the pages in a snapshot; prefixes may have characters that file names should not."""
    return re.sub(r"[^A-Za-z0-9._-]|^\.", "_", prefix)


def _identify(client: Client) -> tuple[dates.Granularity, str | None, list[str]]:
    identity = client.identify()

    def said(name: str) -> str | None:
        value = getattr(identity, name, None)
        return " ".join(value.split())[:200] or None if isinstance(value, str) else None

    granularity, deleted, earliest = said("granularity"), said("deletedRecord"), said("earliestDatestamp")
    notes = [
        f"{said('repositoryName')}: dates to the {_GRANULARITIES.get(granularity, 'day')} since {earliest}, "
        f"deleted records: {deleted}, contact {said('adminEmail')}"
    ]
    if client.last is not None:
        notes += [f"{fault}: Identify" for fault in client.last.document.faults]
    if granularity not in _GRANULARITIES:
        notes.append(f"granularity {granularity!r} is not one of the protocol: asked by days")
    if dates.read(earliest) is None:
        notes.append(f"earliestDatestamp {earliest!r} is no date")
    if said("protocolVersion") != "2.0":
        notes.append(f"protocolVersion {said('protocolVersion')!r} is not 2.0")
    if said("baseURL") != client.where:
        notes.append(f"calls itself {said('baseURL')}, and was asked at {client.where}")
    return _GRANULARITIES.get(granularity, "day"), deleted, notes


def _best(client: Client, wanted: tuple[str, ...]) -> str:
    offered = client.formats()
    for prefix in wanted:
        if prefix in offered:
            return prefix
    raise SourceError(
        f"{client.where}: offers none of {', '.join(wanted)}; it offers {', '.join(offered) or 'no format'}"
    )


def _unlisted(client: Client, wanted: str) -> str:
    """What to say of a set that the provider does not list, "" where it does."""
    listed = set(client.sets())
    if wanted in listed:
        return ""
    near = get_close_matches(wanted, listed, n=5, cutoff=0.3) or sorted(listed)[:5]
    return f"which is not among the {len(listed):,} sets that the provider lists ({', '.join(sorted(near))}, ...)"
