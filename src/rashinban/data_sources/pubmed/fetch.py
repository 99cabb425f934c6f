"""Fetch records of PubMed by number or by a search (E-utilities), or the files of its baseline and daily updates.

A search is kept by PubMed on its history server for some hours; its number is in the journal, so a fetch that was
stopped goes on in the same list. A key ($RASHINBAN_NCBI_KEY) is optional and raises the rate from 3 to 10 a second.
"""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import msgspec

from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.download import download
from rashinban.snapshots.draft import Draft, Fetched, OnProgress, OpenDraft, Progress
from rashinban.snapshots.http import Manners, Web

#: The words of a selection, and what each takes; one of them is given.
SELECTION: Mapping[str, str] = {
    "pmid": "PMIDs, joined with | or as a list, e.g. 29768149|35034781",
    "query": "a search as PubMed takes it, e.g. quantum dots[mesh] AND 2024[dp]",
    "bulk": "whole files: baseline (the state of last December), updates (since then), or baseline|updates",
}

API = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
FILES = "https://ftp.ncbi.nlm.nih.gov/pubmed"
#: PubMed shows no more of one search.
_MOST = 9_999
_NUMBERS_AT_ONCE, _PAGE = 200, 500
_PAGE_LIMIT = 256 * 1024 * 1024
_SMALL = 4 * 1024 * 1024
_FOLDERS = {"baseline": "baseline", "updates": "updatefiles"}
_FILE = re.compile(r'href="(pubmed\d\dn\d{4}\.xml\.gz)"')
_MD5 = re.compile(rb"=\s*([0-9a-f]{32})\b")
_RECORD = re.compile(rb"<Pubmed(?:Book)?Article[\s>]")


class _Found(msgspec.Struct):
    count: str = ""
    webenv: str = ""
    querykey: str = ""
    error: str | None = msgspec.field(default=None, name="ERROR")


class _Answer(msgspec.Struct):
    esearchresult: _Found


def fetch(
    open_draft: OpenDraft,
    selection: Mapping[str, object],
    *,
    environment: Mapping[str, str],
    progress: OnProgress,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch what is selected. $RASHINBAN_PUBMED_API and $RASHINBAN_PUBMED_FILES name other hosts, for mirrors."""
    unknown = [word for word in selection if word not in SELECTION]
    if unknown or len(selection) != 1:
        raise UsageError(f"PubMed is fetched by one of {', '.join(SELECTION)}; given: {', '.join(selection) or 'none'}")
    ((word, value),) = selection.items()
    key = environment.get("RASHINBAN_NCBI_KEY", "").strip()
    contact = environment.get("RASHINBAN_MAILTO") or None
    manners = Manners(requests_per_second=9 if key else 2.5)
    with Web(manners=manners, contact=contact, secrets=[key], sleep=sleep) as web:
        if word == "bulk":
            files = (environment.get("RASHINBAN_PUBMED_FILES") or FILES).rstrip("/")
            return _bulk(web, files, _listed(value), open_draft, progress)
        api = (environment.get("RASHINBAN_PUBMED_API") or API).rstrip("/")
        asked = {"tool": "rashinban", **({"email": contact} if contact else {})}
        service = _Service(web=web, api=api, asked=asked, secret={"api_key": key} if key else {})
        if word == "pmid":
            return _by_numbers(service, [_pmid(each) for each in _listed(value)], open_draft, progress)
        return _by_search(service, str(value), open_draft, progress)


def _listed(value: object) -> list[str]:
    given = value.split("|") if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []
    return [str(each).strip() for each in given if str(each).strip()]


def _pmid(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        raise UsageError(f"pmid {text!r}: a PMID is digits, e.g. 29768149")
    return text.lstrip("0")


@dataclass(frozen=True, kw_only=True)
class _Service:
    """E-utilities as one user asks them."""

    web: Web
    api: str
    asked: Mapping[str, str]
    secret: Mapping[str, str]

    def ask(self, program: str, parameters: Mapping[str, str], limit: int) -> bytes:
        url = f"{self.api}/{program}.fcgi"
        return self.web.get(url, {**parameters, **self.asked, **self.secret}, limit=limit).body

    def keep(self, draft: Draft, name: str, parameters: Mapping[str, str]) -> int:
        """Fetch records into a file; returns how many. The address that is kept is without the key."""
        body = self.ask("efetch", {"db": "pubmed", "retmode": "xml", **parameters}, _PAGE_LIMIT)
        if b"<PubmedArticleSet" not in body[:4096]:
            told = " ".join(body[:200].decode("utf-8", "replace").split())
            raise SourceError(f"{self.api}/efetch.fcgi: no records came but {told!r}; fetch with --fresh")
        count = len(_RECORD.findall(body))
        source = f"{self.api}/efetch.fcgi?{urlencode({'db': 'pubmed', **parameters})}"
        note = {"records": count}
        draft.write(name, gzip.compress(body, compresslevel=6, mtime=0), source=source, note=note)
        return count


def _by_numbers(service: _Service, numbers: list[str], open_draft: OpenDraft, progress: OnProgress) -> Fetched:
    if not numbers:
        raise UsageError("pmid: no number is given")
    numbers = list(dict.fromkeys(numbers))
    draft = open_draft([service.api, numbers])
    for page, at in enumerate(range(0, len(numbers), _NUMBERS_AT_ONCE), 1):
        name = f"pmid/page-{page:06d}.xml.gz"
        if name not in draft.entries:
            service.keep(draft, name, {"id": ",".join(numbers[at : at + _NUMBERS_AT_ONCE])})
        done = min(at + _NUMBERS_AT_ONCE, len(numbers))
        progress(Progress(what="efetch", done=done, total=len(numbers), unit="records"))
    return Fetched(draft=draft, notes=(f"{_records(draft):,} records for {len(numbers):,} PMIDs",))


def _records(draft: Draft) -> int:
    return sum(count for note in draft.notes if isinstance(count := note.get("records"), int))


def _by_search(service: _Service, query: str, open_draft: OpenDraft, progress: OnProgress) -> Fetched:
    draft = open_draft([service.api, query])
    total, history = _history(service, query, draft)
    for page, at in enumerate(range(0, total, _PAGE), 1):
        name = f"query/page-{page:06d}.xml.gz"
        if name not in draft.entries:
            count = service.keep(draft, name, {**history, "retstart": str(at), "retmax": str(_PAGE)})
            if not count:
                raise SourceError(f"{service.api}: records {at + 1:,} and on did not come; run the command again")
        progress(Progress(what="efetch", done=min(at + _PAGE, total), total=total, unit="records"))
    return Fetched(draft=draft, notes=(f"{_records(draft):,} records of {total:,} that PubMed counted",))


def _history(service: _Service, query: str, draft: Draft) -> tuple[int, Mapping[str, str]]:
    """How many records a search found, and where PubMed keeps their list: as the journal has it, else asked now."""
    for note in draft.notes:
        if isinstance(total := note.get("total"), int):
            return total, {"WebEnv": str(note["WebEnv"]), "query_key": str(note["query_key"])}
    words = {"db": "pubmed", "term": query, "usehistory": "y", "retmax": "0", "retmode": "json"}
    body = service.ask("esearch", words, _SMALL)
    try:
        found = msgspec.json.decode(body, type=_Answer, strict=False).esearchresult
        total = int(found.count)
    except (msgspec.DecodeError, ValueError) as error:
        told = " ".join(body[:200].decode("utf-8", "replace").split())
        raise SourceError(f"{service.api}/esearch.fcgi: not the answer that PubMed documents: {told!r}") from error
    if found.error:
        raise SourceError(f"PubMed does not take the search: {found.error}")
    if total > _MOST:
        raise SourceError(
            f"PubMed found {total:,} records and shows at most {_MOST:,} of a search; "
            "split it by year (2024[dp]), or fetch bulk"
        )
    history = {"WebEnv": found.webenv, "query_key": found.querykey}
    draft.add(None, {"total": total, **history})
    return total, history


def _bulk(web: Web, files: str, words: list[str], open_draft: OpenDraft, progress: OnProgress) -> Fetched:
    wrong = [word for word in words if word not in _FOLDERS]
    if wrong or not words:
        raise UsageError(f"bulk {'|'.join(wrong)!r}: {SELECTION['bulk']}")
    wanted = [(word, name) for word in words for name in _names(web, f"{files}/{_FOLDERS[word]}/")]
    draft = open_draft([files, wanted])
    for done, (word, name) in enumerate(wanted, 1):
        kept = f"{word}/{name}"
        if kept not in draft.entries:
            url = f"{files}/{_FOLDERS[word]}/{name}"
            download(web, url, draft, kept, md5=_md5(web, f"{url}.md5"))
        progress(Progress(what=kept, done=done, total=len(wanted), unit="records", note="files"))
    return Fetched(draft=draft, notes=(f"{len(wanted):,} files",))


def _names(web: Web, url: str) -> Iterator[str]:
    """The files in a folder, by the page that lists it."""
    names = sorted(set(_FILE.findall(web.get(url, limit=_SMALL).body.decode("utf-8", "replace"))))
    if not names:
        raise SourceError(f"{url}: lists no files of PubMed")
    return iter(names)


def _md5(web: Web, url: str) -> str:
    found = _MD5.search(web.get(url, limit=_SMALL).body)
    if not found:
        raise SourceError(f"{url}: not a checksum as PubMed writes it")
    return found[1].decode()
