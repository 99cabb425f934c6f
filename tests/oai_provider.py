"""An OAI-PMH provider played by hand: a list in pages, and the ways in which providers get it wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from provider import Answer, Asked, Provider
from rashinban.snapshots.draft import Draft, OnProgress, no_progress
from rashinban.snapshots.http import Manners, Web
from rashinban.snapshots.oai_pmh import Harvested, Request, harvest

DAY, SECOND = "YYYY-MM-DD", "YYYY-MM-DDThh:mm:ssZ"
#: What the provider's clock says in every answer, and what this machine's says.
NOW = "2026-11-22T04:00:00Z"
CLOCK = datetime(2026, 11, 22, 4, 0, 5, tzinfo=UTC)
PREFIXES = ("jpcoar_2.0", "jpcoar_1.0", "junii2", "oai_dc")
MANNERS = Manners(requests_per_second=1e9, tries=3, first_wait=1, longest_wait=60, timeout=5)
FIVE = [(f"oai:example.jp:{n}", f"2026-11-0{n}T10:00:00Z") for n in range(1, 6)]


def answer(inner: str, *, now: str = NOW, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    """An answer with the envelope of the protocol around `inner`."""
    return (
        f'{head}\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>{now}</responseDate>'
        f'<request verb="ListRecords">http://repository.example.jp/oai</request>{inner}</OAI-PMH>'
    ).encode()


def record(identifier: str, stamp: str, title: str = "Work", *, deleted: bool = False) -> str:
    """One record in Dublin Core, or its header alone."""
    if deleted:
        return f'<record><header status="deleted">{_said(identifier, stamp)}</header></record>'
    return (
        f"<record><header>{_said(identifier, stamp)}</header><metadata>"
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></oai_dc:dc></metadata></record>'
    )


def _said(identifier: str, stamp: str) -> str:
    return f"<identifier>{identifier}</identifier><datestamp>{stamp}</datestamp>"


def token(text: str, *, size: int | None = None, cursor: int | None = None) -> str:
    """The element that leads to the next page."""
    said = {"completeListSize": size, "cursor": cursor}
    words = "".join(f' {name}="{value}"' for name, value in said.items() if value is not None)
    return f"<resumptionToken{words}>{text}</resumptionToken>"


def error(code: str, text: str = "") -> bytes:
    """An answer that is an error."""
    return answer(f'<error code="{code}">{text}</error>')


@dataclass(kw_only=True)
class Repository:
    """Records as (identifier, datestamp) in the order in which they are told, `size` a page.

    before_page: called with the number of the first record of a page before it is told.
    expired: tokens that are refused, each as often as it stands there.
    """

    records: Sequence[tuple[str, str]]
    size: int = 2
    granularity: str = SECOND
    deleted: str = "persistent"
    gone: Sequence[str] = ()
    prefixes: Sequence[str] = ("oai_dc",)
    sets: Sequence[str] = ()
    counts: bool = True
    expired: list[str] = field(default_factory=list)
    now: str = NOW
    base_url: str = ""
    before_page: Callable[[int], None] = lambda start: None

    def play(self, provider: Provider, path: str = "/oai") -> str:
        """Answer at a path of the provider; its address."""
        provider.routes[path] = self.answer
        self.base_url = f"{provider.url}{path}"
        return self.base_url

    def answer(self, asked: Asked) -> Answer:
        return Answer(body=getattr(self, f"_{asked.query['verb'].lower()}")(asked.query))

    def _identify(self, _: dict[str, str]) -> bytes:
        return answer(
            f"<Identify><repositoryName>A repository</repositoryName><baseURL>{self.base_url}</baseURL>"
            "<protocolVersion>2.0</protocolVersion><adminEmail>library@example.jp</adminEmail>"
            f"<earliestDatestamp>2020-01-01</earliestDatestamp><deletedRecord>{self.deleted}</deletedRecord>"
            f"<granularity>{self.granularity}</granularity></Identify>",
            now=self.now,
        )

    def _listmetadataformats(self, _: dict[str, str]) -> bytes:
        formats = "".join(
            f"<metadataFormat><metadataPrefix>{prefix}</metadataPrefix></metadataFormat>" for prefix in self.prefixes
        )
        return answer(f"<ListMetadataFormats>{formats}</ListMetadataFormats>")

    def _listsets(self, query: dict[str, str]) -> bytes:
        if not self.sets:
            return error("noSetHierarchy", "no sets here")
        start = int(query.get("resumptionToken", "0"))
        told = "".join(f"<set><setSpec>{one}</setSpec></set>" for one in self.sets[start : start + self.size])
        more = token(str(start + self.size)) if start + self.size < len(self.sets) else ""
        return answer(f"<ListSets>{told}{more}</ListSets>")

    def _listrecords(self, query: dict[str, str]) -> bytes:
        if given := query.get("resumptionToken"):
            assert {"metadataPrefix", "from", "until", "set"}.isdisjoint(query)
            if given in self.expired:
                self.expired.remove(given)
                return error("badResumptionToken", "expired")
            since, _, start = given.rpartition("/")
        else:
            since, start = query.get("from", ""), "0"
        first = int(start)
        self.before_page(first)
        chosen = [(name, stamp) for name, stamp in self.records if stamp >= since]
        if not chosen:
            return answer('<error code="noRecordsMatch"/>', now=self.now)
        told = "".join(
            record(name, stamp, f"Work {name}", deleted=name in self.gone)
            for name, stamp in chosen[first : first + self.size]
        )
        last = first + self.size >= len(chosen)
        size = len(chosen) if self.counts else None
        more = token("" if last else f"{since}/{first + self.size}", size=size, cursor=first)
        return answer(f"<ListRecords>{told}{more if first or not last else ''}</ListRecords>", now=self.now)


def run(
    web: Web,
    draft: Draft,
    url: str,
    progress: OnProgress = no_progress,
    *,
    set_: str | None = None,
    from_: str | None = None,
    until: str | None = None,
) -> Harvested:
    """Harvest on the played day."""
    request = Request(base_url=url, metadata_prefixes=PREFIXES, set_=set_, from_=from_, until=until)
    return harvest(web, draft, request, progress=progress, now=lambda: CLOCK)


def listed(provider: Provider) -> list[dict[str, str]]:
    """The requests for records that a provider had."""
    return [asked.query for asked in provider.asked if asked.query["verb"] == "ListRecords"]
