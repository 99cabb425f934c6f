"""Pages that are counted, in XML too; answers of nothing that are not believed; questions with too many results."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from provider import Answer, Asked, Provider, playing
from rashinban.errors import SourceError
from rashinban.snapshots.draft import Draft
from rashinban.snapshots.http import Manners, Reply, Web
from rashinban.snapshots.pages import (
    Answered,
    Page,
    Question,
    TooMany,
    fetch_pages,
    fetch_slices,
    nothing_is_doubtful,
)

MANNERS = Manners(requests_per_second=1e9, tries=3, first_wait=1, longest_wait=60, timeout=5)


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def web(waits: list[float]) -> Iterator[Web]:
    with Web(manners=MANNERS, sleep=waits.append, chance=lambda: 1) as made:
        yield made


@pytest.fixture
def draft(tmp_path: Path) -> Iterator[Draft]:
    opened = Draft(tmp_path / "draft").open()
    yield opened
    opened.close()


def awards(numbers: Sequence[int], total: int) -> bytes:
    """An answer in the form of KAKEN: the total, and a record for each number."""
    told = "".join(f"<grantAward awardNumber='{n}'/>" for n in numbers)
    return f"<grantAwards><totalResults>{total}</totalResults>{told}</grantAwards>".encode()


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Seven awards of three years, counted from 1, two a page; asked for all, or for one year."""
    years = {"2018": [1, 2, 3], "2019": [4], "2020": [5, 6, 7]}
    with playing() as played:

        def by_record(asked: Asked) -> Answer:
            year = asked.query.get("year")
            found = years[year] if year else [n for each in years.values() for n in each]
            start = int(asked.query["st"]) - 1
            return Answer(body=awards(found[start : start + 2], len(found)))

        def by_page(asked: Asked) -> Answer:
            start = int(asked.query["page"]) * 2
            return Answer(body=awards([1, 2, 3, 4][start : start + 2], 4))

        played.routes["/records"], played.routes["/pages"] = by_record, by_page
        yield played


def question(provider: Provider, **changes: object) -> Question:
    made = Question(
        stream="awards",
        url=f"{provider.url}/records",
        parameters={"rw": "2"},
        cursor_parameter="st",
        first_cursor="1",
        counts="records",
        form="xml",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def read(reply: Reply) -> Page:
    total = re.search(rb"<totalResults>(\d+)", reply.body)
    assert total
    page = Page(records=reply.body.count(b"<grantAward "), total=int(total[1]))
    return nothing_is_doubtful(page, "KAKEN says so to who asks too fast; wait an hour and run the command again")


def without_total(reply: Reply) -> Page:
    return Page(records=reply.body.count(b"<grantAward "), total=None)


def test_records_are_counted_from_one_and_pages_are_xml(web: Web, draft: Draft, provider: Provider) -> None:
    done = fetch_pages(web, draft, question(provider), read)
    assert done == Answered(records=7, total=7, pages=4, whole=True)
    assert [asked.query["st"] for asked in provider.asked] == ["1", "3", "5", "7"]
    assert list(draft.entries) == [f"awards/page-00000{n}.xml.gz" for n in (1, 2, 3, 4)]
    assert gzip.decompress((draft.files / "awards/page-000004.xml.gz").read_bytes()) == awards([7], 7)
    assert draft.entries["awards/page-000002.xml.gz"].source == f"{provider.url}/records?rw=2&st=3"


def test_pages_are_counted_until_one_is_empty_where_there_is_no_total(
    web: Web, draft: Draft, provider: Provider
) -> None:
    asked = question(provider, url=f"{provider.url}/pages", cursor_parameter="page", first_cursor="0", counts="pages")
    done = fetch_pages(web, draft, asked, without_total)
    assert done == Answered(records=4, total=None, pages=3, whole=True)
    assert [asked.query["page"] for asked in provider.asked] == ["0", "1", "2"]
    assert len(draft.entries) == 2


def test_a_provider_that_says_nothing_is_asked_again_more_and_more_slowly(
    web: Web, draft: Draft, provider: Provider, waits: list[float]
) -> None:
    silent = Answer(body=awards([], 0))
    provider.faults = [silent, silent, None, None, silent, silent]
    assert fetch_pages(web, draft, question(provider), read).records == 7
    assert waits == [1, 2, 1, 2]


def test_silence_that_does_not_end_is_an_error_that_says_what_to_do_and_the_next_run_continues(
    web: Web, draft: Draft, provider: Provider
) -> None:
    provider.faults = [None, *[Answer(body=awards([], 0))] * 3]
    with pytest.raises(SourceError) as caught:
        fetch_pages(web, draft, question(provider), read)
    assert str(caught.value) == (
        f"{provider.url}/records: an answer without results: KAKEN says so to who asks too fast; wait an hour and run "
        "the command again, 3 times in a row; what was fetched is kept, try again later"
    )
    assert len(draft.entries) == 1
    assert fetch_pages(web, draft, question(provider), read).records == 7
    assert [asked.query["st"] for asked in provider.asked] == ["1", "3", "3", "3", "3", "5", "7"]


def test_nothing_in_the_middle_of_a_list_is_doubted_whatever_the_reader_thinks(
    web: Web, draft: Draft, provider: Provider
) -> None:
    def trusting(reply: Reply) -> Page:
        return Page(records=reply.body.count(b"<grantAward "), total=7 if b">7<" in reply.body else 0)

    provider.faults = [None, *[Answer(body=awards([], 0))] * 3]
    with pytest.raises(SourceError, match="records: an answer without results after 2 of 7, 3 times in a row"):
        fetch_pages(web, draft, question(provider), trusting)


def by_year(asked: Question) -> list[Question]:
    if "year" in asked.parameters:
        return []
    return [
        replace(asked, stream=f"{asked.stream}/{year}", parameters={**asked.parameters, "year": year})
        for year in ("2018", "2019", "2020")
    ]


def test_a_question_with_too_many_results_is_asked_in_slices(web: Web, draft: Draft, provider: Provider) -> None:
    done = fetch_slices(web, draft, question(provider, most=5), by_year, read)
    assert done == Answered(records=7, total=7, pages=5, whole=True)
    assert [(asked.query.get("year"), asked.query["st"]) for asked in provider.asked] == [
        (None, "1"),
        ("2018", "1"),
        ("2018", "3"),
        ("2019", "1"),
        ("2020", "1"),
        ("2020", "3"),
    ]
    assert sorted(draft.entries) == [
        f"awards/{page}.xml.gz"
        for page in (
            "2018/page-000001",
            "2018/page-000002",
            "2019/page-000001",
            "2020/page-000001",
            "2020/page-000002",
        )
    ]
    # What is there is not asked for again, but for the first page of the whole.
    fetch_slices(web, draft, question(provider, most=5), by_year, read)
    assert len(provider.asked) == 7


def test_slices_that_are_still_too_large_are_said(web: Web, draft: Draft, provider: Provider) -> None:
    with pytest.raises(TooMany, match="year=2018&st=1: 3 results, and the provider gives at most 2; ask for less"):
        fetch_slices(web, draft, question(provider, most=2), by_year, read)
    assert draft.entries == {}
