"""Clients: two harvesters that others wrote get every record exactly once, while a release is published meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
import uvicorn
from fastapi import FastAPI
from lxml import etree
from oai_library import OAI, Library, error, ids, work
from oaipmh_scythe import Scythe
from sickle import Sickle

from rashinban.access.oai import verbs
from rashinban.access.oai.router import router
from rashinban.access.serving import Serving


@contextmanager
def served(library: Library) -> Iterator[str]:
    """The address at which the library's base answers OAI-PMH on this machine."""
    serving = Serving(library.folder)
    web = FastAPI()
    web.include_router(router(serving, namespace="example.org"))
    server = uvicorn.Server(uvicorn.Config(web, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + 30
        while not server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/oai"
    finally:
        server.should_exit = True
        thread.join(30)
        serving.close()


def by_sickle(address: str, **arguments: str) -> Iterator[str]:
    for record in Sickle(address).ListRecords(metadataPrefix="jpcoar_2.0", **arguments):
        yield f"{record.header.identifier.removeprefix('oai:example.org:')}{' deleted' * record.header.deleted}"


def by_scythe(address: str, **arguments: str) -> Iterator[str]:
    named = {"from_": arguments["from"]} if arguments else {}
    for record in Scythe(address).list_records(metadata_prefix="jpcoar_2.0", **named):
        yield f"{record.header.identifier.removeprefix('oai:example.org:')}{' deleted' * record.header.deleted}"


@pytest.mark.parametrize("harvest", [by_sickle, by_scythe])
def test_every_record_exactly_once_while_a_new_release_is_published(
    library: Library, monkeypatch: pytest.MonkeyPatch, harvest: Callable[..., Iterator[str]]
) -> None:
    monkeypatch.setitem(verbs.PAGE, "ListRecords", 3)
    # Ids of one length: as texts they are in the order of their numbers.
    library.publish(*(work(number) for number in range(100, 120)))
    with served(library) as address:
        found = []
        for told, record in enumerate(harvest(address)):
            found.append(record)
            if told == 7:
                # W100 to W102 and W117 to W119 go, W103 changes, W120 and W121 come, as the list is half told.
                library.publish(
                    work(103, title="Corrected"), *(work(number) for number in [*range(104, 117), 120, 121])
                )
        assert found == [f"W{number}" for number in range(100, 120)]
        # Coming again, it learns what the publish changed and no more.
        since = library.time.strftime("%Y-%m-%dT%H:%M:%SZ")
        assert list(harvest(address, **{"from": since})) == [
            "W100 deleted",
            "W101 deleted",
            "W102 deleted",
            "W103",
            "W117 deleted",
            "W118 deleted",
            "W119 deleted",
            "W120",
            "W121",
        ]


def test_get_and_post_answer_the_same(library: Library) -> None:
    library.publish(work(1))
    with served(library) as address:
        asked = urlencode({"verb": "GetRecord", "identifier": "oai:example.org:W1", "metadataPrefix": "oai_dc"})
        got = urlopen(f"{address}?{asked}", timeout=30)
        assert got.headers["content-type"] == "text/xml; charset=utf-8"
        posted = urlopen(Request(address, asked.encode(), method="POST"), timeout=30)
        documents = [etree.fromstring(answered.read()) for answered in (got, posted)]
        assert [ids(document) for document in documents] == [["W1"], ["W1"]]
        assert {document.findtext(f"{OAI}request") for document in documents} == {address}
        # Arguments in the address and in the body are arguments given twice.
        both = urlopen(Request(f"{address}?{asked}", asked.encode(), method="POST"), timeout=30)
        assert error(etree.fromstring(both.read())) == "badVerb"
        long = urlopen(Request(address, b"verb=ListRecords&set=" + b"x" * 1_000_000, method="POST"), timeout=30)
        assert error(etree.fromstring(long.read())) == "badArgument"
        many = urlopen(Request(address, b"verb=Identify&" + b"a=&" * 300_000, method="POST"), timeout=30)
        assert error(etree.fromstring(many.read())) == "badArgument"
        said = etree.fromstring(urlopen(f"{address}?verb=Identify", timeout=30).read())
        assert said.findtext(f".//{OAI}adminEmail") == "admin-email-not-set@rashinban.invalid"
