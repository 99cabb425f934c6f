"""A base of a few works made by hand, in two releases, with a name in it that no document may take for its own.

First release: 30 works of Japan, 10 of Korea, one of both (half each): p of Japan is 30 + 0.5 = 30.5,
its share 30.5/41.
Second release: five more works of Japan: 35.5 of 46.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rashinban.access.api import Base
from rashinban.engine import open_engine
from rashinban.stages.release import current_release
from rashinban.stages.update import update
from raw_base import raw_snapshot

AT = "https://openalex.org/"
#: A formula for a spreadsheet, markup for a browser, code for Typst, and a letter that XML does not take.
HOSTILE = '=HYPERLINK("http://example.org") <script>alert(1)</script> #panic() *b* $x$ \x07大学'
JAPAN: dict[str, Any] = {"id": f"{AT}I1", "display_name": HOSTILE, "country_code": "JP", "type": "education"}
KOREA: dict[str, Any] = {"id": f"{AT}I2", "display_name": "Seoul", "country_code": "KR", "type": "education"}


class Two(NamedTuple):
    """A base and its releases."""

    folder: Path
    before: str
    after: str


def _work(number: int, *institutions: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{AT}W{number}",
        "title": f"Work {number}",
        "publication_year": 2018 + number % 4,
        "publication_date": f"{2018 + number % 4}-05-01",
        "type": "article",
        "language": "en",
        "is_retracted": False,
        "is_paratext": False,
        "cited_by_count": number % 7,
        "authorships": [
            {
                "author_position": "first",
                "author": {"id": f"{AT}A{number}{place}", "display_name": f"Author {number}"},
                "raw_author_name": f"Author {number}",
                "institutions": [one],
                "countries": [one["country_code"]],
            }
            for place, one in enumerate(institutions)
        ],
        "updated_date": "2026-01-01",
    }


def _load(folder: Path, snapshot: str, works: list[dict[str, Any]]) -> str:
    lines = "\n".join(json.dumps(work) for work in works).encode()
    raw_snapshot(folder, "openalex", snapshot, {"works.jsonl.gz": gzip.compress(lines, mtime=0)})
    engine = open_engine("duckdb")
    update(folder, engine, workers=1)
    engine.close()
    release = current_release(folder)
    assert release is not None
    return release


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Two:
    folder = tmp_path_factory.mktemp("two")
    works = [_work(number, JAPAN) for number in range(1, 31)]
    works += [_work(number, KOREA) for number in range(31, 41)] + [_work(41, JAPAN, KOREA)]
    before = _load(folder, "2026-11-20-first", works)
    after = _load(folder, "2026-11-22-second", [_work(number, JAPAN) for number in range(42, 47)])
    return Two(folder, before, after)


@pytest.fixture
def base(two: Two) -> Iterator[Base]:
    """The second release."""
    with Base(two.folder) as base:
        yield base
