"""A harvest is one list of a provider in pages, begun at one moment, continued after any interruption.

The journal of the draft has three kinds of lines: what was asked (`plan`, first), each page with the token of the
next, and each time that the list had to begin again (`restart`). Told again from the start they give the same state,
so nothing else is kept between processes.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from urllib.parse import urlencode, urlsplit

from oaipmh_scythe import BadResumptionToken, NoRecordsMatch, OAIPMHException
from oaipmh_scythe.iterator import OAIResponseIterator

from rashinban.errors import SourceError
from rashinban.snapshots.draft import Draft, OnProgress, Progress
from rashinban.snapshots.http import Web
from rashinban.snapshots.oai_pmh import dates
from rashinban.snapshots.oai_pmh.audit import Audit, Said
from rashinban.snapshots.oai_pmh.client import Answer, Client
from rashinban.snapshots.oai_pmh.document import read_document
from rashinban.snapshots.oai_pmh.plan import Plan, Request, plan

#: A list whose tokens go on and on without a new record is one without end.
_MOST_BARREN_PAGES = 10


@dataclass(frozen=True, kw_only=True)
class Harvested:
    """What a harvest brought. records: distinct by identifier and datestamp, of which `deleted` are headers alone;

    response_date: when the provider answered with the first page, in its own words.
    """

    records: int
    pages: int
    deleted: int
    notes: tuple[str, ...]
    response_date: str | None
    metadata_prefix: str


def harvest(
    web: Web,
    draft: Draft,
    request: Request,
    *,
    progress: OnProgress,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Harvested:
    """Fetch the list that is asked for into the draft, or what of it is not there yet.

    A list of which nothing matches leaves the draft without files, unless only what changed was asked for: then the
    answer that nothing did is a page, so that the next harvest begins after it.
    """
    client = Client(web, request.base_url)
    run = _Run(client, draft, request, progress, now)
    run.fetch()
    return run.harvested()


class _Run:
    """One harvest: its journal told again, then the pages that are missing."""

    def __init__(
        self, client: Client, draft: Draft, request: Request, progress: OnProgress, now: Callable[[], datetime]
    ) -> None:
        self.client, self.draft, self.progress, self.now = client, draft, progress, now
        if not draft.notes:
            draft.add(None, {"plan": plan(client, draft, request).to_journal()})
        self.plan = Plan.from_journal(cast(Mapping[str, object], draft.notes[0]["plan"]))
        self.restarts: list[str] = []
        self._clear()
        for line in draft.notes[1:]:
            if "restart" in line:
                self._begin_again(cast("str | None", line["restart"]), str(line["why"]), bool(line["doubted"]))
            else:
                self._tell_again(line)
        self.kept = len(self.pages)
        self.files = sum(1 for line in draft.notes if line.get("page") is not None)
        # What an earlier process reached does not count: its tokens expired while nobody asked.
        self.reached = -1

    def _clear(self) -> None:
        """As if no page had come."""
        self.audit = Audit(
            Said(
                granularity=self.plan.granularity,
                deleted_record=self.plan.deleted_record,
                since=self.plan.since,
                until=self.plan.until,
            )
        )
        self.pages: list[str] = []
        self.token: str | None = None
        self.since = self.plan.since
        self.counted: int | None = None
        self.response_date: str | None = None
        self.barren = 0
        self.done = self.continued = self.doubted = False
        self.client.asked.clear()

    def _begin_again(self, since: str | None, why: str, doubted: bool) -> None:
        """Begin the list again: from the last datestamp with the pages that are there, or anew without them."""
        self.restarts.append(why)
        if since is None:
            for name in self.pages:
                self.draft.entries.pop(name, None)
            self._clear()
        else:
            self.audit.begin_list()
            self.token, self.since, self.continued, self.done = None, since, True, False
            self.client.asked.clear()
        self.doubted = doubted

    def _tell_again(self, line: Mapping[str, object]) -> None:
        name = cast("str | None", line["page"])
        token = cast("str | None", line["token"])
        if name is not None:
            body = gzip.decompress((self.draft.files / name).read_bytes())
            self._take(name, body, token, str(line["at"]))
        else:
            self._take(None, b"", token, str(line["at"]))
        if line["asked"] is not None:
            self.client.asked.add(str(line["asked"]))

    def _take(self, name: str | None, body: bytes, token: str | None, at: str) -> None:
        """Count a page. `name` is None for the answer that nothing (more) matches, where it is not kept."""
        if name is not None:
            document = read_document(body, None)
            new = self.audit.page(document, body, name, datetime.fromisoformat(at))
            self.barren = 0 if new else self.barren + 1
            if not self.pages:
                self.response_date = (document.root.findtext("{*}responseDate") or "").strip() or None
            self.pages.append(name)
        if not self.continued:
            self.counted = self.audit.counted
        self.token, self.done = token, token is None
        if self.done:
            self.audit.end_list()

    def fetch(self) -> None:
        """Ask for pages until the list has ended and is whole."""
        while not self.done:
            self._ask()
            self._look_for_gaps()

    def _ask(self) -> None:
        """Ask for pages until the list ends, or has to begin again."""
        try:
            pages = OAIResponseIterator(self.client, self._query())
            for answer in pages:
                token = pages.resumption_token
                self._keep(cast(Answer, answer), token.token if token else None)
        except BadResumptionToken as error:
            self._expired(error)
        except NoRecordsMatch:
            self._nothing_matches()
        except OAIPMHException as error:
            self.client.refuse(error)

    def _look_for_gaps(self) -> None:
        """A list continued by date that ends with less than was announced has a gap: begin it anew."""
        if self.done and self.continued and self.audit.identifiers < (self.counted or 0):
            why = "records were missing after the list was continued by date: it was begun anew"
            self._restart(None, why, doubted=True)

    def _query(self) -> dict[str, str]:
        if self.token is not None:
            return {"verb": "ListRecords", "resumptionToken": self.token}
        asked = {"from": self.since, "until": self.plan.until, "set": self.plan.set_}
        return {
            "verb": "ListRecords",
            "metadataPrefix": self.plan.prefix,
            **{word: value for word, value in asked.items() if value is not None},
        }

    def _keep(self, answer: Answer, token: str | None) -> None:
        at = self.now().isoformat(timespec="seconds")
        body = answer.reply.body
        # Pages that a new beginning made void keep their numbers.
        self.files += 1
        name = f"{self.plan.folder}/page-{self.files:06d}.xml.gz"
        address = self.client.where
        self.draft.write(
            name,
            gzip.compress(body, compresslevel=6, mtime=0),
            source=f"{address}{'&' if '?' in address else '?'}{urlencode(answer.params)}",
            note={"page": name, "token": token, "at": at, "asked": answer.params.get("resumptionToken")},
        )
        self._take(name, body, token, at)
        if self.barren > _MOST_BARREN_PAGES and not self.done:
            raise SourceError(
                f"{self.client.where}: {self.barren} pages in a row had no new record and there are more: a list "
                "without end; ask for less, by set or by dates, and tell the administrator of the provider"
            )
        self.progress(
            Progress(
                what=urlsplit(address).netloc,
                done=self.audit.new,
                total=self.counted,
                unit="records",
                note=f"page {len(self.pages):,}",
            )
        )

    def _nothing_matches(self) -> None:
        """Nothing is in the list; in the middle of one that is a lie."""
        if self.token is not None and self.audit.counted is not None and self.audit.came < self.audit.counted:
            raise SourceError(
                f"{self.client.where}: says in the middle of a list of {self.audit.counted:,} records, after "
                f"{self.audit.came:,}, that no records match; run the command again later"
            )
        if not self.pages and self.plan.unlisted_set:
            raise SourceError(f"{self.client.where}: no record is in set {self.plan.set_!r}, {self.plan.unlisted_set}")
        if not self.pages and self.plan.since is not None and self.client.last is not None:
            self._keep(self.client.last, None)
            return
        at = self.now().isoformat(timespec="seconds")
        self.draft.add(None, {"page": None, "token": None, "at": at, "asked": self.token})
        self._take(None, b"", None, at)

    def _expired(self, error: BadResumptionToken) -> None:
        """The provider no longer knows the token. Go on by date where that is safe, else begin anew.

        It is safe where all pages so far came in the order of their datestamps, and the provider counted the list,
        so that it shows in the end if something is missing.
        """
        if self.token is None or self.audit.new <= self.reached:
            self.client.refuse(error)
        self.reached = self.audit.new
        if self.audit.ascending and self.audit.steps > 1 and self.counted is not None and not self.doubted:
            since, _ = dates.aligned(self.audit.latest, self.plan.until, self.plan.granularity)
            self._restart(since, f"the resumptionToken had expired: continued from {since}", doubted=False)
        else:
            self._restart(None, "the resumptionToken had expired: the list was begun anew", doubted=self.doubted)

    def _restart(self, since: str | None, why: str, *, doubted: bool) -> None:
        self.draft.add(None, {"restart": since, "why": why, "doubted": doubted})
        self._begin_again(since, why, doubted)

    def harvested(self) -> Harvested:
        audit = self.audit
        of = "" if self.counted in (None, audit.new) else f" of {self.counted:,} that the provider counted"
        notes = [
            f"{audit.new:,} records{of} ({audit.deleted:,} deleted) as {self.plan.prefix}, in {len(self.pages):,} pages"
        ]
        if self.pages and audit.new == 0:
            notes = ["nothing new"]
        if self.kept:
            notes.append(f"continued an earlier fetch, of which {self.kept:,} pages were there")
        return Harvested(
            records=audit.new,
            pages=len(self.pages),
            deleted=audit.deleted,
            notes=tuple(map(self.client.web.hidden, [*notes, *self.plan.notes, *self.restarts, *audit.notes()])),
            response_date=self.response_date,
            metadata_prefix=self.plan.prefix,
        )
