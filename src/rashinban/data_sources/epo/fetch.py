"""Fetch from Open Patent Services: single publications with families and legal events, or the results of a search.

The key and secret of the user's own application give a token for twenty minutes. How busy the service is, it says with
each answer, and how many requests a minute it then takes; hourly and weekly quotas end with a rejection.
"""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable, Mapping

from rashinban.errors import QuotaExhausted, RashinbanError, Refused, SourceError, UsageError
from rashinban.schema import patent_numbers
from rashinban.snapshots.draft import Draft, Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Again, Manners, Reply, Web
from rashinban.snapshots.pages import Answered, Page, Question, fetch_pages
from rashinban.snapshots.token import Headers, Token

SELECTION: Mapping[str, str] = {
    "publication": "publications with their families and legal events: EP1000000A1, several with commas between",
    "query": "a search in CQL, at most 2,000 results: pa=toyota and ti=battery",
}

OPS = "https://ops.epo.org/3.2"
_ADVICE = (
    "register at https://developers.epo.org, add an application and set RASHINBAN_EPO_KEY and RASHINBAN_EPO_SECRET "
    "to its consumer key and secret"
)
_MANNERS = Manners(requests_per_second=2)
_LIMIT = 64 * 1024 * 1024
_PER_PAGE, _MOST = 100, 2000
_SERVICE = re.compile(r"(\w+)=(green|yellow|red|black):(\d+)")
_TOTAL = re.compile(rb'<(?:\w+:)?biblio-search[^>]*\btotal-result-count="(\d+)"')
_PARTS = re.compile(r"([A-Z]{2})(.+?)([A-Z]\d?)", re.A)
#: The first publication of WIPO whose number has six digits after the year; DOCDB has five before it.
_FIRST_LONG_WO = (2002, 51231)


class _NotFound(SourceError):
    """OPS has nothing under this number, or for this search."""


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch what is selected. $RASHINBAN_EPO_OPS names another host, for tests and mirrors."""
    for word in selection.keys() - SELECTION.keys():
        raise UsageError(f"selection {word!r} is not known: give --publication or --query")
    publications, query = _publications(selection.get("publication")), str(selection.get("query") or "")
    if bool(publications) == bool(query):
        raise UsageError("say what to fetch: --publication EP1000000A1, or --query 'ti=battery'")
    key, secret = (environment.get(f"RASHINBAN_EPO_{name}", "").strip() for name in ("KEY", "SECRET"))
    if not key or not secret:
        raise SourceError(f"OPS asks for a key: {_ADVICE}")
    host = (environment.get("RASHINBAN_EPO_OPS") or OPS).rstrip("/")
    basic = base64.b64encode(f"{key}:{secret}".encode()).decode()
    with Web(
        manners=_MANNERS,
        contact=environment.get("RASHINBAN_MAILTO") or None,
        secrets=[key, secret, basic],
        sleep=sleep,
    ) as web:
        token = Token(
            *(web, f"{host}/auth/accesstoken", {"grant_type": "client_credentials"}, _ADVICE),
            headers={"Authorization": f"Basic {basic}"},
        )
        run = _Run(web, token, f"{host}/rest-services", progress, sleep)
        if query:
            return run.search(open_draft([host, query]), query)
        return run.single(open_draft([host, publications]), publications)


def _publications(given: object) -> list[str]:
    words = given if isinstance(given, (list, tuple)) else str(given or "").split(",")
    try:
        found = [patent_numbers.publication_text(str(word)) for word in words if str(word).strip()]
    except Refused as refused:
        raise UsageError(f"--publication {refused.found}: {refused.reason}") from None
    for each in found:
        if not _PARTS.fullmatch(each):
            raise UsageError(f"--publication {each}: add the kind of document, as in EP1000000A1")
    return found


def docdb_path(publication: str) -> str:
    """The number in an address of OPS: `EP1000000A1` -> `EP.1000000.A1`, `WO1996004913A1` -> `WO.9604913.A1`."""
    found = _PARTS.fullmatch(publication)
    if found is None:
        raise ValueError(publication)
    office, number, kind = found.groups()
    if office == "WO" and int(number[:4]) < 2004:
        short = (int(number[:4]), int(number[4:])) < _FIRST_LONG_WO
        number = number[2:4] + (number[5:] if short else number[4:])
    return f"{office}.{number}.{kind}"


class _Run:
    def __init__(
        self, web: Web, token: Token, services: str, progress: OnProgress, sleep: Callable[[float], None]
    ) -> None:
        self.web, self.token, self.services, self.progress, self.sleep = web, token, services, progress, sleep
        self.left = ""

    def single(self, draft: Draft, publications: list[str]) -> Fetched:
        """Two answers for each publication: what it is, and its family with legal events."""
        missing = []
        for done, publication in enumerate(publications, 1):
            number = docdb_path(publication)
            for name, path in (
                ("biblio", f"published-data/publication/docdb/{number}/biblio"),
                ("family-legal", f"family/publication/docdb/{number}/legal"),
            ):
                file = f"{publication}/{name}.xml"
                if file in draft.entries:
                    continue
                url = f"{self.services}/{path}"
                try:
                    draft.write(file, self.ask(url).body, source=url)
                except _NotFound:
                    missing.append(f"OPS has no {name} of {publication}")
            self.progress(
                Progress(what="publications", done=done, total=len(publications), unit="records", note=self.left)
            )
        if not draft.entries:
            raise SourceError(f"OPS has none of {', '.join(publications)}: are the numbers in DOCDB form, with kind?")
        return Fetched(draft=draft, notes=tuple(filter(None, (*missing, self.left))))

    def search(self, draft: Draft, query: str) -> Fetched:
        """The publications that a search finds, a hundred an answer."""
        question = Question(
            stream="search",
            url=f"{self.services}/published-data/search/biblio",
            parameters={"q": query},
            cursor_parameter="Range",
            first_cursor=f"1-{_PER_PAGE}",
            most=_MOST,
            form="xml",
        )

        def told(done: Answered, reply: Reply) -> None:
            self.pace(reply, "search")
            self.progress(Progress(what="search", done=done.records, total=done.total, unit="records", note=self.left))

        try:
            done = fetch_pages(
                self.web,
                draft,
                question,
                _page,
                headers=Headers(self.token, Accept="application/xml"),
                verdict=self.verdict,
                on_page=told,
            )
        except _NotFound:
            raise SourceError(f"OPS finds nothing for {query!r}") from None
        count = f"{done.records:,} publications of {done.total or 0:,} found"
        return Fetched(draft=draft, notes=tuple(filter(None, (count, self.left))))

    def ask(self, url: str) -> Reply:
        reply = self.web.get(
            url, limit=_LIMIT, headers=Headers(self.token, Accept="application/xml"), verdict=self.verdict
        )
        self.pace(reply, "inpadoc" if "/family/" in url else "retrieval")
        return reply

    def verdict(self, reply: Reply) -> RashinbanError | None:
        """What a refusal means at OPS. A token that is over is told by 400 as well as 401."""
        reason = reply.headers.get("x-rejection-reason", "")
        if reply.status == 403 and reason and reason != "AnonymousQuotaPerDay":
            used = reply.headers.get("x-registeredquotaperweek-used", "?")
            return QuotaExhausted(
                f"OPS rejects the request: {reason} ({used} bytes used this week); what was fetched is kept, "
                "run the command again in an hour, or after Sunday"
            )
        if reply.status in (400, 401) and b"access_token" in reply.body.lower():
            self.token.renew()
            raise Again("the token is over", wait=0.0)
        return _NotFound(f"{reply.url}: not found") if reply.status == 404 else None

    def pace(self, reply: Reply, service: str) -> None:
        """Wait as the service asks for: its colour and how many requests a minute it takes now."""
        header = reply.headers.get("x-throttling-control", "")
        used = reply.headers.get("x-registeredquotaperweek-used", "")
        self.left = f"{int(used) / 1e6:,.1f} MB used this week" if used.isdigit() else ""
        for name, colour, a_minute in _SERVICE.findall(header):
            if name == service and colour != "green":
                self.sleep(60 / int(a_minute) if int(a_minute) else 60.0)


def _page(reply: Reply) -> Page:
    total = _TOTAL.search(reply.body)
    if not total:
        raise SourceError(f"{reply.url}: not the results of a search")
    count = len(re.findall(rb"<(?:\w+:)?exchange-document[\s>]", reply.body))
    asked = re.search(r"[?&]Range=(\d+)", reply.url)
    reached = (int(asked[1]) if asked else 1) + _PER_PAGE
    whole = int(total[1])
    following = f"{reached}-{min(reached + _PER_PAGE - 1, _MOST)}" if reached <= min(whole, _MOST) else None
    return Page(records=count, total=whole, following=following)
