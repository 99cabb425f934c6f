"""XML as records: what is cut and what is read, and files that are made to do harm."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading import xml
from rashinban.reading.xml import Reading, cut, elements, parse, plain

MEGABYTE = 1024 * 1024
ENTITIES = "XML declares entities, which are not expanded"


def pieces(document: bytes, size: int) -> Iterator[bytes]:
    return (document[at : at + size] for at in range(0, len(document), size))


def told(found: Iterable[tuple[int, bytes | Refused]]) -> list[tuple[int, object]]:
    return [(number, each.reason if isinstance(each, Refused) else each) for number, each in found]


def refusal(record: bytes) -> str:
    with pytest.raises(Refused) as refused:
        parse(record)
    return refused.value.reason


# --- cutting -------------------------------------------------------------------------------------------

LIST = b'<?xml version="1.0"?><set>\n<item a="1">x</item><items><item>y<b/></item></items>\n<item\n>z</item></set>'
ITEMS = [(1, b'<item a="1">x</item>'), (2, b"<item>y<b/></item>"), (3, b"<item\n>z</item>")]


@pytest.mark.parametrize("size", [1, 2, 5, 7, 13, 1000])
def test_elements_are_cut_wherever_the_pieces_end(size: int) -> None:
    assert told(cut(pieces(LIST, size), "item")) == ITEMS


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_of_two_names_that_begin_alike_the_whole_name_counts(size: int) -> None:
    document = b"<s><PubmedArticle>1</PubmedArticle><Pubmed>2</Pubmed><PubmedArticleSet/><Delete>3</Delete></s>"
    wanted = [b"<PubmedArticle>1</PubmedArticle>", b"<Pubmed>2</Pubmed>", b"<Delete>3</Delete>"]
    names = ("Pubmed", "PubmedArticle", "Delete")
    assert told(cut(pieces(document, size), names)) == [*enumerate(wanted, 1)]


def test_a_file_that_breaks_off_gives_what_was_whole_before() -> None:
    assert told(cut([LIST[: LIST.index(b"y<b")]], "item")) == [ITEMS[0], (2, "the file ends within an element item")]
    whole = b"<s><i>1</i><i>2</i><i>3"
    assert told(elements([whole], frozenset(("i",)))) == [
        (1, b"<i>1</i>"),
        (2, b"<i>2</i>"),
        (3, "invalid XML: Premature end of data in tag i line 1, line 1, column 24 (<string>, line 1); "
            "the rest cannot be read"),
    ]  # fmt: skip


def test_an_element_beyond_the_limit_is_refused_and_not_held() -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        yield b"<s><i>"
        while True:
            read += 1
            yield b"x" * MEGABYTE

    assert told(cut(endless(), "i", limit=5 * MEGABYTE)) == [
        (1, "an element i longer than 5,242,880 bytes; the rest is not read")
    ]
    assert read == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "shift_jis"])
def test_elements_of_any_root_encoding_and_prefix(encoding: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?><r xmlns:p="urn:p"><q><p:i n="1">光</p:i></q><p:i/></r>'
    found = list(elements([document.encode(encoding)], frozenset(("i",))))
    assert [(number, parse(record).tag, plain(parse(record))) for number, record in found] == [
        (1, "{urn:p}i", "光"),
        (2, "{urn:p}i", None),
    ]


# --- reading -------------------------------------------------------------------------------------------

RECORD = b"""<award id="7" xmlns:x="urn:x"><title> On <i>light</i>
  and dark</title><x:sum x:unit="yen">12</x:sum><note><p>n</p></note><empty> </empty></award>"""


def test_what_nobody_reads_is_told_unless_it_is_ignored() -> None:
    reading = Reading(parse(RECORD))
    assert reading.text(reading.root, "title") == "On light and dark"
    assert list(reading.unread()) == ["award/@id", "award/sum", "award/sum/@unit", "award/note/p"]
    assert reading.text(reading.root, "sum") == "12"
    assert reading.attribute(reading.one(reading.root, "sum"), "unit") == "yen"
    assert list(reading.unread({"award/note": "a note", "//@id": "a number"})) == []
    rows = Rows()
    reading.notice_unread(rows, {"//p": "paragraphs"})
    assert rows.unknown_fields == {"award/@id": 1}


def test_a_path_that_is_ignored_anywhere_is_ignored_with_all_below_it() -> None:
    reading = Reading(parse(b"<a><b><c><d>1</d></c></b><c e='2'/><cc>3</cc></a>"))
    assert list(reading.unread({"//c": "c"})) == ["a/cc"]
    assert list(reading.unread({"//b/c": "c"})) == ["a/c/@e", "a/cc"]


def test_a_reading_that_is_not_watched_says_nothing() -> None:
    reading, rows = Reading(parse(RECORD), watched=False), Rows()
    reading.notice_unread(rows, {})
    assert rows.unknown_fields == {}


# --- made to do harm -----------------------------------------------------------------------------------

LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
BOMBS = {
    "in a text": b'<!DOCTYPE r [<!ENTITY l0 "ha">' + LAUGHS + b"]><r><i>&l11;</i></r>",
    "in an attribute": b'<!DOCTYPE r [<!ENTITY l0 "ha">' + LAUGHS + b"]><r><i a='&l11;'/></r>",
    "quadratic": b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 100_000 + b'">]><r><i>' + b"&a;" * 100_000 + b"</i></r>",
    "of parameters": b"<!DOCTYPE r [<!ENTITY % a \"<!ENTITY b 'c'>\"> %a;]><r><i>&b;</i></r>",
    "a file": b'<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]><r><i>&f;</i></r>',
    "an address": b'<!DOCTYPE r [<!ENTITY f SYSTEM "http://127.0.0.1:9/x">]><r><i>&f;</i></r>',
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_entities_are_refused_and_never_expanded(bomb: bytes) -> None:
    began = time.process_time()
    far = bomb.replace(b"<!DOCTYPE", b"<!--" + b" " * 70_000 + b"--><!DOCTYPE", 1)
    for record in (bomb, far, bomb.decode().encode("utf-16")):
        reason = refusal(record)
        assert reason == ENTITIES or "amplification" in reason or "entity" in reason.lower(), reason
        for size in (7, 4096, len(record)):
            (found,) = told(elements(pieces(record, size), frozenset(("i",))))
            assert found[0] == 1
            assert isinstance(found[1], str)
    assert time.process_time() - began < 5


def test_no_document_type_is_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.dtd"
    secret.write_text('<!ENTITY told "the secret"><!ATTLIST i a CDATA "the secret">', encoding="utf-8")
    for place in (secret.as_uri(), str(secret), "http://127.0.0.1:9/secret.dtd"):
        document = f'<!DOCTYPE r SYSTEM "{place}"><r><i>x</i></r>'.encode()
        assert parse(document).find("i").attrib == {}
        assert told(elements([document], frozenset(("i",)))) == [(1, b"<i>x</i>")]
        named = document.replace(b">x<", b">&told;<")
        assert b"secret" not in b"".join(r for _, r in elements([named], frozenset(("i",))) if isinstance(r, bytes))


def test_an_attribute_of_a_gigabyte_is_refused_in_time() -> None:
    began, read = time.process_time(), 0

    def attribute() -> Iterator[bytes]:
        nonlocal read
        yield b"<r><i a='"
        for _ in range(1024):
            read += 1
            yield b"x" * MEGABYTE
        yield b"'/></r>"

    (found,) = told(elements(attribute(), frozenset(("i",))))
    assert found[0] == 1
    assert isinstance(found[1], str)
    assert read < 100
    (cut_off,) = told(cut(attribute(), "i"))
    assert cut_off == (1, "an element i longer than 67,108,864 bytes; the rest is not read")
    assert time.process_time() - began < 5
    assert "invalid XML" in refusal(b"<i a='" + b"x" * 11_000_000 + b"'/>")


def test_ten_million_elements_in_each_other_are_refused_in_time() -> None:
    began = time.process_time()

    def nested() -> Iterator[bytes]:
        yield b"<r>"
        for _ in range(100):
            yield b"<i>" * 100_000

    (found,) = told(elements(nested(), frozenset(("i",))))
    assert found[0] == 1
    assert str(found[1]).startswith("invalid XML: Excessive depth in document")
    assert refusal(b"<i>" * 1_000_000).startswith("invalid XML: Excessive depth in document")
    assert time.process_time() - began < 5


def test_elements_side_by_side_are_not_held() -> None:
    import resource

    def many() -> Iterator[bytes]:
        yield b"<r>"
        for _ in range(30):
            yield b"<i>x</i>  <j/>" * 10_000
        yield b"</r>"

    sum(1 for _ in elements([b"<r><i/></r>"], frozenset(("i",))))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in elements(many(), frozenset(("i",)))) == 300_000
    # Held, they would be some 100 MB.
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 30


def test_attributes_of_one_name_twice_and_bytes_that_are_no_text_are_refused() -> None:
    assert "redefined" in refusal(b"<a b='1' b='2'/>")
    assert "invalid XML" in refusal(b"<a>\xff</a>")
    assert "invalid XML" in refusal(b"")
    assert "invalid XML" in refusal(b"<a>&#0;</a>")


def test_paths_of_a_hostile_file_are_not_remembered_without_end() -> None:
    from rashinban.reading import ignored

    judge = ignored.Ignored.of({})
    for number in range(ignored._MOST_VERDICTS + 10):
        judge.has(f"a/b{number}")
    assert len(judge._verdicts) <= ignored._MOST_VERDICTS


def test_the_limits_are_those_of_libxml2() -> None:
    assert xml._OPTIONS["huge_tree"] is False
    assert xml._OPTIONS["load_dtd"] is False
