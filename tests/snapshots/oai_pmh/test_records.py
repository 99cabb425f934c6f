"""A stored page as records: each with its header and namespaces, and each that cannot be read with the reason."""

from __future__ import annotations

import gzip
import time
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from oai_provider import answer, error, record
from rashinban.errors import Refused
from rashinban.reading.oai import oai_records
from rashinban.snapshots.raw import RawFile

DATA = Path(__file__).parents[2] / "data" / "oai_pmh"
OAI = "{http://www.openarchives.org/OAI/2.0/}"


def read(path: Path) -> list[tuple[int, str]]:
    """Each record as its number and identifier, or as the reason for which it is refused."""
    found = []
    for number, given in oai_records(RawFile(data_source="played", snapshot="s", name=path.name, path=path)):
        if isinstance(given, Refused):
            found.append((number, given.reason))
        else:
            root = etree.fromstring(given)
            found.append((number, root.findtext("{*}header/{*}identifier") or root.tag))
    return found


def test_a_record_has_its_header_and_all_namespaces(tmp_path: Path) -> None:
    path = tmp_path / "page-000001.xml.gz"
    path.write_bytes(
        gzip.compress(
            answer(f"<ListRecords>{record('a', '2026-11-01')}{record('b', '2026-11-02', deleted=True)}</ListRecords>")
        )
    )
    (_, first), (_, second) = oai_records(RawFile(data_source="played", snapshot="s", name=path.name, path=path))
    assert first == (
        b'<record xmlns="http://www.openarchives.org/OAI/2.0/"><header><identifier>a</identifier>'
        b"<datestamp>2026-11-01</datestamp></header><metadata>"
        b'<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Work</dc:title></oai_dc:dc></metadata></record>'
    )
    assert second == (
        b'<record xmlns="http://www.openarchives.org/OAI/2.0/"><header status="deleted"><identifier>b</identifier>'
        b"<datestamp>2026-11-02</datestamp></header></record>"
    )


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (
            "broken_second_and_third_record.xml",
            [
                (1, "oai:repository.example.jp:1"),
                (2, "invalid XML: xmlParseEntityRef: no name"),
                (3, "invalid XML: Entity 'nbsp' not defined"),
                (4, "oai:repository.example.jp:4"),
            ],
        ),
        (
            "second_record_in_euc_jp.xml",
            [
                (1, "oai:repository.example.jp:1"),
                (2, "invalid XML: Invalid bytes in character encoding"),
                (3, "oai:repository.example.jp:3"),
            ],
        ),
        (
            "marc_records_in_a_record.xml",
            [(1, "oai:repository.example.jp:1"), (2, "oai:repository.example.jp:2")],
        ),
        ("no_namespace_token_with_blanks.xml", [(1, "oai:repository.example.jp:1")]),
        ("entities_that_grow.xml", [(1, "XML with a document type or entities, which are not read")]),
        ("empty_page_with_token.xml", []),
        (
            "bare_record_with_undeclared_prefix.xml",
            [(1, "invalid XML: Namespace prefix jpcoar on catalog is not defined")],
        ),
    ],
)
def test_pages_with_oddities(name: str, found: list[tuple[int, str]]) -> None:
    assert [(number, said.partition(", line")[0]) for number, said in read(DATA / name)] == found


def test_a_broken_page_of_marc_is_cut_at_its_own_records(tmp_path: Path) -> None:
    path = tmp_path / "page.xml"
    path.write_bytes((DATA / "marc_records_in_a_record.xml").read_bytes().replace(b"</OAI-PMH>", b"<br></OAI-PMH>"))
    assert read(path) == [(1, "oai:repository.example.jp:1"), (2, "oai:repository.example.jp:2")]


def test_a_page_that_breaks_off_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "page.xml"
    whole = answer(f"<ListRecords>{record('a', '2026-11-01')}{record('b', '2026-11-02')}</ListRecords>")
    path.write_bytes(whole[: whole.index(b">b<") + 30])
    assert read(path) == [(1, "a"), (2, "the answer ends within this record")]


def test_documents_that_are_no_lists(tmp_path: Path) -> None:
    path = tmp_path / "one.xml"
    for body, found in [
        (record("a", "2026-11-01").encode(), [(1, "a")]),
        (f"<all>{record('a', '2026')}{record('b', '2026')}</all>".encode(), [(1, "a"), (2, "b")]),
        (b'<dc xmlns="http://example.org/"><title>T</title></dc>', [(1, "{http://example.org/}dc")]),
        (answer(f"<getrecord>{record('a', '2026')}</getrecord>"), [(1, "a")]),
        (error("noRecordsMatch"), []),
        (error("badArgument", "no"), [(1, "an OAI-PMH error, badArgument")]),
        (answer("<ListSets/>"), [(1, "an answer to ListSets, which has no records; fetch ListRecords")]),
        (answer(""), [(1, "an OAI-PMH answer without content")]),
    ]:
        path.write_bytes(body)
        assert read(path) == found


def test_pages_in_a_zip_are_numbered_on(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a", "b"):
            archive.writestr(f"{name}.xml", answer(f"<ListRecords>{record(name, '2026-11-01')}</ListRecords>"))
        archive.writestr("readme.txt", "no XML")
    assert read(path) == [(1, "a"), (2, "b")]


def test_a_file_too_long_for_an_answer_is_read_as_it_streams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashinban.reading.oai.RECORD_LIMIT", 1000)
    path = tmp_path / "dump.xml"
    path.write_bytes(answer(f"<ListRecords>{''.join(record(str(n), '2026-11-01') for n in range(9))}</ListRecords>"))
    assert read(path) == [(n + 1, str(n)) for n in range(9)]


def test_a_document_type_is_seen_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "page.xml"
    text = (DATA / "entities_that_grow.xml").read_text(encoding="utf-8")
    text = text.replace("UTF-8", "UTF-16").replace("&b;", "b").replace("&c;", "c")
    refused = [(1, "XML with a document type or entities, which are not read")]
    for body in (text.encode("utf-16"), text.partition("?>")[2].replace("<!DOC", " " * 99_999 + "<!DOC").encode()):
        path.write_bytes(body)
        assert read(path) == refused


@pytest.mark.parametrize("evil", [b"<record>" + b"<!-- -->" * 100_000, b"<record><!--" * 10_000, b"<OAI-PMH" * 10_000])
def test_what_was_written_to_take_long_does_not(tmp_path: Path, evil: bytes) -> None:
    path = tmp_path / "page.xml"
    path.write_bytes(b"<OAI-PMH>" + evil)
    began = time.process_time()
    ((number, reason),) = read(path)
    assert (number, reason.partition(":")[0]) == (1, "invalid XML")
    assert time.process_time() - began < 5
