"""The client towards providers: patience, bounds, redirects, and silence about keys."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from provider import Answer, Provider, playing
from rashinban.errors import QuotaExhausted, SourceError
from rashinban.snapshots.http import Manners, Web

MANNERS = Manners(requests_per_second=1e9, tries=3, first_wait=1, longest_wait=60, timeout=5)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:
        played.routes["/a"] = lambda _: Answer(body=b"answer")
        yield played


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def web(waits: list[float]) -> Iterator[Web]:
    with Web(
        manners=MANNERS, contact="me@example.org", secrets=["top secret"], sleep=waits.append, chance=lambda: 1
    ) as made:
        yield made


def test_answers_and_says_who_asks(provider: Provider, web: Web) -> None:
    assert web.get(f"{provider.url}/a", {"q": "x y"}, limit=100).body == b"answer"
    assert provider.asked[0].query == {"q": "x y"}
    assert provider.asked[0].headers["User-Agent"].endswith("(mailto:me@example.org)")


def test_waits_longer_each_time_and_gives_up(provider: Provider, web: Web, waits: list[float]) -> None:
    provider.faults = [Answer(503), Answer(500), Answer(502)]
    with pytest.raises(SourceError) as caught:
        web.get(f"{provider.url}/a", limit=100)
    assert str(caught.value) == (
        f"{provider.url}/a: answer 502, 3 times in a row; what was fetched is kept, try again later"
    )
    assert waits == [1, 2]


def test_a_broken_connection_is_tried_again(provider: Provider, web: Web) -> None:
    provider.faults = [Answer(body=b"half of it", cut=4)]
    assert web.get(f"{provider.url}/a", limit=100).body == b"answer"


def test_retry_after_is_honoured_in_seconds_and_as_a_date(provider: Provider, web: Web, waits: list[float]) -> None:
    provider.faults = [
        Answer(429, headers={"Retry-After": "7"}),
        Answer(503, headers={"Retry-After": format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)}),
    ]
    assert web.get(f"{provider.url}/a", limit=100).body == b"answer"
    assert waits[0] == 7
    assert 27 < waits[1] <= 30


def test_a_long_retry_after_is_not_waited_for(provider: Provider, web: Web, waits: list[float]) -> None:
    provider.faults = [Answer(429, headers={"Retry-After": "54000"})]
    with pytest.raises(QuotaExhausted, match=r"asks to wait 900 minutes \(answer 429\)"):
        web.get(f"{provider.url}/a", limit=100)
    assert waits == []


def test_other_refusals_are_said_at_once_with_the_providers_words(provider: Provider, web: Web) -> None:
    provider.faults = [Answer(400, b'{"error": "Invalid filter", "message": "no field top secret\\nhere"}')]
    with pytest.raises(SourceError) as caught:
        web.get(f"{provider.url}/a", {"key": "top secret"}, limit=100)
    assert str(caught.value) == f"{provider.url}/a?key=***: answer 400: no field *** here"


def test_answers_are_bounded_also_when_packed(provider: Provider, web: Web) -> None:
    provider.routes["/big"] = lambda _: Answer(body=b"x" * 101)
    provider.routes["/bomb"] = lambda _: Answer(body=gzip.compress(b"x" * 101), headers={"Content-Encoding": "gzip"})
    assert web.get(f"{provider.url}/big", limit=101).body == b"x" * 101
    for path in ("/big", "/bomb"):
        with pytest.raises(SourceError, match="longer than 100 bytes"):
            web.get(f"{provider.url}{path}", limit=100)


def test_redirects_stay_on_the_web_and_leave_keys_behind(provider: Provider, web: Web) -> None:
    elsewhere = provider.url.replace("127.0.0.1", "localhost")
    provider.routes["/here"] = lambda _: Answer(302, headers={"Location": "/a"})
    provider.routes["/there"] = lambda _: Answer(302, headers={"Location": f"{elsewhere}/a"})
    provider.routes["/file"] = lambda _: Answer(302, headers={"Location": "file:///etc/passwd"})
    provider.routes["/round"] = lambda _: Answer(302, headers={"Location": "/round"})
    key = {"Authorization": "Bearer top secret"}
    assert web.get(f"{provider.url}/here", limit=100, headers=key).body == b"answer"
    assert provider.asked[-1].headers["Authorization"] == "Bearer top secret"
    assert web.get(f"{provider.url}/there", limit=100, headers=key).body == b"answer"
    assert "Authorization" not in provider.asked[-1].headers
    with pytest.raises(SourceError, match="redirects to file:, which is not followed"):
        web.get(f"{provider.url}/file", limit=100)
    with pytest.raises(SourceError, match="more than 5 redirects"):
        web.get(f"{provider.url}/round", limit=100)


def test_requests_to_one_host_keep_their_distance() -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    with playing() as provider, Web(manners=Manners(requests_per_second=4), sleep=sleep, clock=lambda: now[0]) as web:
        provider.routes["/a"] = lambda _: Answer()
        for _ in range(5):
            web.get(f"{provider.url}/a", limit=1)
    assert now[0] == 4 / 4


def test_an_address_that_is_none_is_said(web: Web) -> None:
    for url in ("nonsense", "ftp://127.0.0.1/a"):
        with pytest.raises(SourceError):
            web.get(url, limit=1)
