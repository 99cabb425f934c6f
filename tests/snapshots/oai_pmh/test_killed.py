"""A harvest killed at any moment goes on after its last whole page and ends with the same pages and records."""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from oai_provider import Repository, listed, run
from provider import Answer, Asked, Provider
from rashinban.reading.oai import oai_records
from rashinban.snapshots.draft import Draft
from rashinban.snapshots.http import Web
from rashinban.snapshots.oai_pmh import Harvested
from rashinban.snapshots.raw import RawFile

MANY = [(f"oai:example.jp:{n:03d}", f"2026-10-{n // 4 + 1:02d}T10:00:00Z") for n in range(60)]

#: One harvest; `killed` says at which page, and when within its writing, the process ends itself.
WORKER = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from oai_provider import MANNERS, run
from rashinban.snapshots import draft as drafts
from rashinban.snapshots.http import Web
moment, page = {moment!r}, {page}
whole, count = drafts.Draft.add, 0

def add(self, entry, note=None):
    global count
    count += entry is not None
    if count == page and moment == "before its line":
        os.kill(os.getpid(), signal.SIGKILL)
    if count == page and moment == "within its line":
        with self._journal.open("ab") as stream:
            stream.write(b'{{"file": {{"name": "oai_dc/page-0')
        os.kill(os.getpid(), signal.SIGKILL)
    whole(self, entry, note)
    if count == page and moment == "after its line":
        os.kill(os.getpid(), signal.SIGKILL)

def compress(body, **_):
    global count
    if count + 1 == page and moment == "within its bytes":
        path = opened.path(f"oai_dc/page-{{page:06d}}.xml.gz")
        path.with_name(path.name + ".partial").write_bytes(body[:100])
        os.kill(os.getpid(), signal.SIGKILL)
    return squeezed(body, **_)

import gzip
squeezed, gzip.compress = gzip.compress, compress
drafts.Draft.add = add
opened = drafts.Draft(Path({draft!r})).open()
with Web(manners=MANNERS) as web:
    print("begun", flush=True)
    run(web, opened, {url!r})
"""


def start(url: str, draft: Path, moment: str = "", page: int = 0) -> subprocess.Popen[str]:
    tests = str(Path(__file__).parents[2])
    code = WORKER.format(tests=tests, url=url, draft=str(draft), moment=moment, page=page)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def pages(draft: Draft) -> dict[str, str]:
    """Every page with the hash of what came."""
    return {
        name: hashlib.sha256(gzip.decompress((draft.files / name).read_bytes())).hexdigest() for name in draft.entries
    }


def found(draft: Draft) -> list[bytes]:
    """The records of all pages, in their order."""
    files = [
        RawFile(data_source="played", snapshot="s", name=name, path=draft.files / name)
        for name in sorted(draft.entries)
    ]
    return [record for file in files for _, record in oai_records(file) if isinstance(record, bytes)]


def continued(web: Web, url: str, folder: Path) -> tuple[Harvested, dict[str, str], list[bytes]]:
    draft = Draft(folder).open()
    done = run(web, draft, url)
    draft.tidy()
    assert not list(folder.rglob("*.partial"))
    result = done, pages(draft), found(draft)
    draft.close()
    return result


@pytest.fixture
def url(provider: Provider) -> str:
    return Repository(records=MANY, size=5).play(provider)


@pytest.mark.parametrize(
    ("moment", "page"),
    [
        ("within its bytes", 7),
        ("before its line", 1),
        ("before its line", 7),
        ("within its line", 7),
        ("within its line", 12),
        ("after its line", 7),
    ],
)
def test_killed_while_a_page_is_kept(
    web: Web, provider: Provider, url: str, tmp_path: Path, moment: str, page: int
) -> None:
    calm, calm_pages, calm_records = continued(web, url, tmp_path / "calm")
    assert (calm.records, calm.pages, len(calm_records)) == (60, 12, 60)
    provider.asked.clear()
    with start(url, tmp_path / "killed", moment, page) as process:
        errors = process.communicate()[1]
    assert process.returncode == -signal.SIGKILL, errors
    done, done_pages, records = continued(web, url, tmp_path / "killed")
    assert (done.records, done_pages, records) == (60, calm_pages, calm_records)
    # Only the page that was not whole is asked for twice.
    assert len(listed(provider)) == (12 if moment == "after its line" else 13)
    whole = page - (moment != "after its line")
    there = [f"continued an earlier fetch, of which {whole} pages were there"] if whole else []
    assert list(done.notes) == [calm.notes[0], *there, *calm.notes[1:]]


def test_killed_while_a_page_is_on_its_way(web: Web, provider: Provider, url: str, tmp_path: Path) -> None:
    _, calm_pages, calm_records = continued(web, url, tmp_path / "calm")
    played = provider.routes["/oai"]
    victims: list[subprocess.Popen[str]] = []

    def route(asked: Asked) -> Answer:
        answer = played(asked)
        if victims and asked.query.get("resumptionToken") in ("/25", "/40"):
            victims.pop().send_signal(signal.SIGKILL)
            answer.cut = len(answer.body) // 2
        return answer

    provider.routes["/oai"] = route
    for _ in range(2):
        with start(url, tmp_path / "killed") as process:
            victims.append(process)
            errors = process.communicate()[1]
        assert process.returncode == -signal.SIGKILL, errors
        # It went no further the second time: the same page killed it.
        played_pages = len(list((tmp_path / "killed").rglob("*.xml.gz")))
        assert played_pages == 5
    done, done_pages, records = continued(web, url, tmp_path / "killed")
    assert (done.records, done_pages, records) == (60, calm_pages, calm_records)


def test_killed_at_random_moments(web: Web, provider: Provider, url: str, tmp_path: Path) -> None:
    _, calm_pages, calm_records = continued(web, url, tmp_path / "calm")
    chance = random.Random(20261122)
    played = provider.routes["/oai"]

    def route(asked: Asked) -> Answer:
        time.sleep(0.02)
        return played(asked)

    provider.routes["/oai"] = route
    for _ in range(4):
        with start(url, tmp_path / "killed") as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.3))
            os.kill(process.pid, signal.SIGKILL)
    done, done_pages, records = continued(web, url, tmp_path / "killed")
    assert (done.records, done_pages, records) == (60, calm_pages, calm_records)


def test_the_token_expired_while_the_process_was_dead(web: Web, provider: Provider, url: str, tmp_path: Path) -> None:
    with start(url, tmp_path / "killed", "after its line", 7) as process:
        process.communicate()
    played = Repository(records=MANY, size=5, expired=["/35"])
    done, done_pages, records = continued(web, played.play(provider), tmp_path / "killed")
    # The 35th record is of the ninth day, with two more before it: these three came again.
    assert (done.records, len(records), len(done_pages)) == (60, 63, 13)
    assert len(set(records)) == 60
    assert done.notes[-2:] == (
        "the resumptionToken had expired: continued from 2026-10-09T10:00:00Z",
        "records that came more than once: 3, first in oai_dc/page-000008.xml.gz",
    )
