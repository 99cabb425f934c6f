"""A provider that lies is reported, not believed: each way of lying, and what is said and kept."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from oai_provider import DAY, FIVE, NOW, Repository, answer, error, listed, record, run, token
from provider import Answer, Asked, Provider
from rashinban.errors import SourceError
from rashinban.snapshots.draft import Draft
from rashinban.snapshots.http import Web
from rashinban.snapshots.oai_pmh import Harvested

DATA = Path(__file__).parents[2] / "data" / "oai_pmh"
ONE = "first in oai_dc/page-000001.xml.gz"
TWO = "first in oai_dc/page-000002.xml.gz"


def plays(provider: Provider, *pages: bytes, **said: str) -> str:
    """Tell these answers to ListRecords one after the other, the last for ever; the address."""
    played = Repository(records=[], **said)  # type: ignore[arg-type]
    url = played.play(provider)
    left = list(pages)

    def route(asked: Asked) -> Answer:
        if asked.query["verb"] != "ListRecords":
            return played.answer(asked)
        return Answer(body=left.pop(0) if len(left) > 1 else left[0])

    provider.routes["/oai"] = route
    return url


def page(*inner: str, now: str = NOW) -> bytes:
    return answer(f"<ListRecords>{''.join(inner)}</ListRecords>", now=now)


A, B, C = (record(f"oai:example.jp:{name}", f"2026-11-0{n}T10:00:00Z") for n, name in enumerate("abc", 1))


@pytest.mark.parametrize(
    ("pages", "records", "notes"),
    [
        pytest.param(
            [page(A, token("t", size=9, cursor=0)), page(B, token("", size=9, cursor=1))],
            2,
            ["the provider counted 9 records in the list and gave 2"],
            id="a list shorter than announced",
        ),
        pytest.param(
            [page(A, B, token("t", size=2, cursor=0)), page(C)],
            3,
            ["the provider counted 2 records in the list and gave 3"],
            id="a list longer than announced",
        ),
        pytest.param(
            [page(A, token("t", size=2)), page(B, token("", size=3))],
            2,
            [
                f"announced sizes of the list that changed on the way: 1, {TWO}",
                "the provider counted 3 records in the list and gave 2",
            ],
            id="a size that changes",
        ),
        pytest.param(
            [page(A, token("t", cursor=0)), page(B, token("u", cursor=7)), page(C, token("", cursor=8))],
            3,
            [f"cursors that are not the number of records before the page: 2, {TWO}"],
            id="a cursor that jumps",
        ),
        pytest.param(
            [page(A, token("t")), page(token("u")), page(B)],
            2,
            [f"pages without records that are not the last: 1, {TWO}"],
            id="an empty page with a token",
        ),
        pytest.param(
            [page(A, token("t"), now="2026-11-22T09:00:00Z"), page(B, now="2013-02-27T09:10:56Z")],
            2,
            [
                f"answers whose responseDate is more than ten minutes ahead of this machine's clock: 1, {ONE}",
                f"answers whose responseDate is more than ten minutes behind this machine's clock: 1, {TWO}",
            ],
            id="clocks ahead and behind",
        ),
        pytest.param(
            [page(A, now="yesterday")], 1, [f"answers without a readable responseDate: 1, {ONE}"], id="no clock"
        ),
        pytest.param(
            [page(A, B, token("t")), page(A, C)],
            3,
            [f"records that came more than once: 1, {TWO}"],
            id="a record that comes again",
        ),
        pytest.param(
            [page(A, token("t")), page(record("oai:example.jp:a", "2026-11-05T10:00:00Z"))],
            2,
            [f"records that came again with another datestamp: 1, {TWO}"],
            id="a record that changed on the way",
        ),
    ],
)
def test_what_the_list_does_not_bear_out_is_a_note(
    web: Web, draft: Draft, provider: Provider, pages: list[bytes], records: int, notes: list[str]
) -> None:
    done = run(web, draft, plays(provider, *pages))
    assert (done.records, done.pages, list(done.notes[2:])) == (records, len(pages), notes)
    assert [gzip.decompress((draft.files / name).read_bytes()) for name in draft.entries] == pages


def test_dates_outside_those_asked_for_and_of_another_form(web: Web, draft: Draft, provider: Provider) -> None:
    played = Repository(records=FIVE, granularity=DAY, deleted="no", gone=["oai:example.jp:5"])
    url = played.play(provider)
    provider.faults = [None, None, played.answer(Asked("", {"verb": "ListRecords"}, {}))]
    done = run(web, draft, url, from_="2026-11-02", until="2026-11-04")
    assert done.notes[2:] == (
        "datestamps that are not to the day, as the provider says: 5, first in oai_dc/page-000001.xml.gz",
        "records dated outside the dates that were asked for: 2, first in oai_dc/page-000001.xml.gz",
        "deleted records, of a provider that says it tells none: 1, first in oai_dc/page-000003.xml.gz",
    )


def test_headers_without_identifier_and_with_odd_dates(web: Web, draft: Draft, provider: Provider) -> None:
    done = run(web, draft, plays(provider, (DATA / "headers_without_identifier_and_with_odd_dates.xml").read_bytes()))
    assert (done.records, done.deleted) == (3, 1)
    assert done.notes[2:] == (
        f"records without identifier or datestamp: 1, {ONE}",
        f"datestamps that are no dates: 1, {ONE}",
        f"datestamps that are not to the second, as the provider says: 1, {ONE}",
    )


@pytest.mark.parametrize(
    ("name", "records", "unreadable", "what"),
    [
        ("broken_second_and_third_record.xml", 4, 2, "answers that are not well-formed XML"),
        ("second_record_in_euc_jp.xml", 3, 1, "answers whose bytes are not in the encoding that they declare"),
    ],
)
def test_a_page_that_is_broken_twice_is_kept_as_it_came(
    web: Web,
    draft: Draft,
    provider: Provider,
    waits: list[float],
    name: str,
    records: int,
    unreadable: int,
    what: str,
) -> None:
    body = (DATA / name).read_bytes()
    done = run(web, draft, plays(provider, body))
    assert (done.records, len(listed(provider)), waits) == (records, 2, [1])
    assert done.notes[2:] == (
        f"{what}: 1, {ONE}",
        f"records that cannot be read and will be refused: {unreadable}, {ONE}",
    )
    (entry,) = draft.entries
    assert gzip.decompress((draft.files / entry).read_bytes()) == body


def test_a_page_without_namespace_leads_on_all_the_same(web: Web, draft: Draft, provider: Provider) -> None:
    done = run(web, draft, plays(provider, (DATA / "no_namespace_token_with_blanks.xml").read_bytes(), page(B)))
    assert listed(provider)[1]["resumptionToken"] == "next"
    assert (done.records, done.notes[2:]) == (2, (f"answers without the namespace of OAI-PMH 2.0: 1, {ONE}",))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            (DATA / "html_page_with_200.html").read_bytes(),
            "an HTML page ('メンテナンス中 & 休止') instead of an OAI-PMH answer",
        ),
        (page(A, token("t"))[:-60], "invalid XML: "),
        (b"", "an empty answer"),
        (b'{"error": "busy"}', "invalid XML: "),
        (answer("<ListSets/>"), "an OAI-PMH answer that does not answer ListRecords"),
        (b"<rss/>", "an XML document 'rss' instead of an OAI-PMH answer"),
        ((DATA / "entities_that_grow.xml").read_bytes(), "XML with a document type or entities, which are not read"),
    ],
    ids=["html", "half", "empty", "json", "another verb", "rss", "entities"],
)
def test_what_is_no_answer_is_asked_for_again_and_then_said(
    web: Web, draft: Draft, provider: Provider, waits: list[float], body: bytes, said: str
) -> None:
    url = plays(provider, body)
    with pytest.raises(SourceError) as caught:
        run(web, draft, url)
    assert str(caught.value).startswith(f"{url}: {said}")
    assert str(caught.value).endswith(", 3 times in a row; what was fetched is kept, try again later")
    assert (waits, draft.entries) == ([1, 2], {})


def test_an_address_with_another_thing_behind_it_is_said_at_once(
    web: Web, draft: Draft, provider: Provider, waits: list[float]
) -> None:
    provider.routes["/"] = lambda _: Answer(body=(DATA / "html_page_with_200.html").read_bytes())
    with pytest.raises(SourceError, match=r"an HTML page .*; give the base URL of an OAI-PMH provider"):
        run(web, draft, f"{provider.url}/")
    provider.routes["/"] = lambda _: Answer(body=answer("<Other/>"))
    with pytest.raises(SourceError, match="does not answer Identify; give the base URL of an OAI-PMH provider"):
        run(web, draft, f"{provider.url}/")
    assert waits == []


@pytest.mark.parametrize("status", [200, 422])
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("badArgument", "badArgument: why; check the set and the dates that were asked for"),
        ("badVerb", "badVerb: why; this is not a complete OAI-PMH 2.0 provider; tell its administrator"),
        ("cannotDisseminateFormat", "cannotDisseminateFormat: why; ask for another format"),
        ("undefinedError", "undefinedError: why; try again later"),
        ("badResumptionToken", "badResumptionToken: why; its tokens expire before they can be used; ask for less"),
    ],
)
def test_errors_in_the_words_of_the_protocol(
    web: Web, draft: Draft, provider: Provider, waits: list[float], status: int, code: str, said: str
) -> None:
    url = Repository(records=FIVE).play(provider)
    provider.faults = [None, None, Answer(status, error(code, " why "))]
    with pytest.raises(SourceError) as caught:
        run(web, draft, url)
    assert str(caught.value).startswith(f"{url}: {said}")
    assert waits == []


def test_nothing_new_told_as_422_is_no_error(web: Web, draft: Draft, provider: Provider) -> None:
    url = Repository(records=FIVE).play(provider)
    provider.faults = [None, None, Answer(422, error("noRecordsMatch"))]
    assert run(web, draft, url, from_="2026-11-20").notes[0] == "nothing new"
    assert len(draft.entries) == 1


def test_that_nothing_matches_in_the_middle_of_a_list_is_not_believed(
    web: Web, draft: Draft, provider: Provider, tmp_path: Path
) -> None:
    url = plays(provider, page(A, token("t", size=5)), error("noRecordsMatch"))
    with pytest.raises(SourceError, match="in the middle of a list of 5 records, after 1, that no records match"):
        run(web, draft, url)
    # Where all that was announced is there, it is only a clumsy end.
    url = plays(provider, page(A, B, token("t", size=2)), error("noRecordsMatch"))
    other = Draft(tmp_path / "other").open()
    done = run(web, other, url)
    assert (done.records, done.notes[2:]) == (2, ())
    assert run(web, other, url).records == 2
    other.close()


def test_a_token_that_was_given_before_ends_the_harvest(web: Web, draft: Draft, provider: Provider) -> None:
    url = plays(provider, page(A, token("t")), page(B, token("u")), page(C, token("t")))
    with pytest.raises(SourceError, match="gave a resumptionToken that it had given before") as caught:
        run(web, draft, url)
    assert str(caught.value).startswith(f"{url}: ")
    # A process that comes later knows it too.
    asked = len(listed(provider))
    with pytest.raises(SourceError, match="gave a resumptionToken that it had given before"):
        run(web, draft, url)
    assert (len(draft.entries), len(listed(provider))) == (3, asked)


def test_tokens_that_are_always_new_and_bring_nothing_end_the_harvest(
    web: Web, draft: Draft, provider: Provider
) -> None:
    numbers = itertools.count()
    url = plays(provider, b"")
    played = provider.routes["/oai"]

    def route(asked: Asked) -> Answer:
        if asked.query["verb"] == "ListRecords":
            return Answer(body=page(A, B, token(f"t{next(numbers)}")))
        return played(asked)

    provider.routes["/oai"] = route
    with pytest.raises(SourceError, match="11 pages in a row had no new record and there are more: a list without end"):
        run(web, draft, url)


def test_a_token_too_long_to_be_sent(web: Web, draft: Draft, provider: Provider) -> None:
    url = plays(provider, page(A, token("t" * 9000)))
    with pytest.raises(SourceError, match="a resumptionToken of 9,000 characters, too long to be sent"):
        run(web, draft, url)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("YYYY-MM-DDThh:mm:ssZ", "seconds"), "granularity 'seconds' is not one of the protocol: asked by days"),
        (("2020-01-01", "aaaa-bb-cc"), "earliestDatestamp 'aaaa-bb-cc' is no date"),
        (("<protocolVersion>2.0", "<protocolVersion>1.1"), "protocolVersion '1.1' is not 2.0"),
        (("/oai</baseURL>", "/old</baseURL>"), "calls itself {url}/old, and was asked at {url}/oai"),
        (("<adminEmail>", "<adminEmail>&bogus;"), "answers that are not well-formed XML: Identify"),
        (("<responseDate>", "<bogus><responseDate>"), "answers that are not well-formed XML: Identify"),
    ],
)
def test_what_a_provider_says_of_itself(
    web: Web, draft: Draft, provider: Provider, change: tuple[str, str], said: str
) -> None:
    played = Repository(records=FIVE)
    url = played.play(provider)

    def route(asked: Asked) -> Answer:
        made = played.answer(asked)
        if asked.query["verb"] == "Identify":
            made.body = made.body.decode().replace(*change).encode()
        return made

    provider.routes["/oai"] = route
    done = run(web, draft, url)
    assert (done.records, done.notes[2]) == (5, said.format(url=provider.url))


def test_a_key_in_the_address_is_nowhere_in_what_is_kept_or_said(
    draft: Draft, provider: Provider, tmp_path: Path
) -> None:
    Repository(records=FIVE).play(provider)
    with Web(secrets=["top secret"], sleep=lambda _: None) as web:
        assert run(web, draft, f"{provider.url}/oai?key=top%20secret").records == 5
        assert all(asked.query["key"] == "top secret" for asked in provider.asked)
        provider.faults = [Answer(200, error("badArgument", "key top secret is not known"))]
        other = Draft(tmp_path / "other").open()
        with pytest.raises(SourceError, match=r"\?key=\*\*\*: badArgument: key \*\*\* is not known") as caught:
            run(web, other, f"{provider.url}/oai?key=top%20secret")
        other.close()
    kept = (draft.folder / "journal.jsonl").read_text()
    assert "key=***&verb=ListRecords" in kept
    assert "secret" not in kept + str(caught.value)


def test_an_expired_token_is_followed_by_the_list_from_its_last_date(
    web: Web, draft: Draft, provider: Provider
) -> None:
    same = [("oai:example.jp:4b", "2026-11-04T10:00:00Z"), *FIVE[4:]]
    played = Repository(records=[*FIVE[:4], *same], expired=["/4"])
    done = run(web, draft, played.play(provider))
    assert [(query.get("from"), query.get("resumptionToken")) for query in listed(provider)] == [
        (None, None),
        (None, "/2"),
        (None, "/4"),
        ("2026-11-04T10:00:00Z", None),
        (None, "2026-11-04T10:00:00Z/2"),
    ]
    # The record of the last date came again: counted once, and told.
    assert (done.records, done.pages, len(draft.entries)) == (6, 4, 4)
    assert done.notes[2:] == (
        "the resumptionToken had expired: continued from 2026-11-04T10:00:00Z",
        "records that came more than once: 1, first in oai_dc/page-000003.xml.gz",
    )
    assert run(web, draft, played.base_url) == continued(done, 4)


def continued(done: Harvested, pages: int) -> Harvested:
    """What the same harvest says of itself when it is run again."""
    there = f"continued an earlier fetch, of which {pages} pages were there"
    return replace(done, notes=(done.notes[0], there, *done.notes[1:]))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda played: played.records.reverse(), id="not in the order of dates"),
        pytest.param(lambda played: setattr(played, "counts", False), id="of unknown size"),
    ],
)
def test_an_expired_token_is_followed_by_the_whole_list_where_dates_are_no_guide(
    web: Web, draft: Draft, provider: Provider, change: Callable[[Repository], None]
) -> None:
    played = Repository(records=list(FIVE), expired=["/4"])
    change(played)
    done = run(web, draft, played.play(provider))
    assert [query.get("resumptionToken") for query in listed(provider)] == [None, "/2", "/4", None, "/2", "/4"]
    assert (done.records, done.pages) == (5, 3)
    assert done.notes[2:] == ("the resumptionToken had expired: the list was begun anew",)
    # The pages before are no part of the snapshot.
    assert list(draft.entries) == [f"oai_dc/page-{n:06d}.xml.gz" for n in (3, 4, 5)]
    assert run(web, draft, played.base_url) == continued(done, 3)
    assert len(draft.entries) == 3


def test_a_gap_after_going_on_by_date_is_seen_and_the_list_begun_anew(
    web: Web, draft: Draft, provider: Provider
) -> None:
    # Dates go up as long as anybody looks, and an old one comes last.
    records = [*FIVE, ("oai:example.jp:old", "2020-01-01T00:00:00Z")]
    played = Repository(records=records, expired=["/4"])
    done = run(web, draft, played.play(provider))
    assert (done.records, done.pages) == (6, 3)
    assert done.notes[2:] == (
        "the resumptionToken had expired: continued from 2026-11-04T10:00:00Z",
        "records were missing after the list was continued by date: it was begun anew",
    )
    assert run(web, draft, played.base_url) == continued(done, 3)


def test_tokens_that_never_work_are_said(web: Web, draft: Draft, provider: Provider) -> None:
    played = Repository(records=FIVE, counts=False, expired=["/2"] * 9)
    with pytest.raises(SourceError, match="badResumptionToken: expired; its tokens expire before they can be used"):
        run(web, draft, played.play(provider))
    assert len(played.expired) == 7
