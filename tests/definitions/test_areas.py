"""The shipped definitions are complete and real; a user's mistakes are said with file, area, field and mend."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from urllib.parse import quote

import pytest

from rashinban.definitions import lookups
from rashinban.definitions.areas import area, area_lists, areas, fingerprint, openalex_filters
from rashinban.definitions.queries import phrases
from rashinban.errors import RashinbanError, UsageError

OWN = """
list: my
labels: {ja: 自分の一覧, en: My list}
publisher: {ja: 私, en: Me}
valid_from: 2026-01-01
sources: [a source]
areas:
  - id: my-01
    labels: {ja: 量子, en: Quantum}
    description: {ja: 量子, en: Quantum}
    version: 1
    valid_from: 2026-01-01
    include:
      any:
        - query_en: qubit
        - like: jp20-09
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "my.yml").write_text(OWN, encoding="utf-8")
    return tmp_path


def test_lists_are_whole() -> None:
    expected = [f"jp20-{n:02d}" for n in range(1, 21)] + [f"p7-{n:02d}" for n in range(1, 17)]
    assert list(areas()) == expected


@pytest.mark.parametrize("name", areas())
def test_each_area_is_a_serious_definition(name: str) -> None:
    own = area(name)
    english = {p for c in own.clauses() if c.query_en and c.query for p in phrases(c.query)}
    japanese = {p for c in own.clauses() if c.query_ja and c.query for p in phrases(c.query)}
    whole_by_reference = bool(own.likes()) and not english
    assert whole_by_reference or (len(english) >= 15 and len(japanese) >= 8 and own.topics())
    assert own.patents.cpc
    assert own.quality is None, "a shipped area has a quality block only with its sample beside it"


def test_p7_takes_the_definitions_of_jp20() -> None:
    likes = {name: own.likes() for name, own in areas().items() if own.likes()}
    assert likes["p7-12"] == ("jp20-09",)
    assert likes["p7-13"] == ("jp20-05", "jp20-13")
    assert likes["jp20-12"] == ("p7-15",)


def test_fingerprint_follows_what_an_area_is_like() -> None:
    known = dict(areas())
    before = fingerprint(known["p7-12"], known)
    changed = known["jp20-09"].model_copy(update={"exclude": ("cat",)})
    assert fingerprint(known["p7-12"], {**known, "jp20-09": changed}) != before
    relabelled = known["jp20-09"].model_copy(update={"labels": known["jp20-08"].labels})
    assert fingerprint(known["p7-12"], {**known, "jp20-09": relabelled}) == before


def test_crosswalk_names_what_exists() -> None:
    entries = set(lookups()["technology_lists"].column("entry").to_pylist()) | set(areas())
    walk = lookups()["technology_crosswalk"].to_pylist()
    assert {row["technology_area"] for row in walk} <= set(areas())
    assert {row["entry"] for row in walk} <= entries
    assert {row["relation"] for row in walk} <= {"same", "narrower", "broader", "overlaps"}
    between = {(r["technology_area"], r["entry"]): r["relation"] for r in walk if r["entry"] in areas()}
    back = {"same": "same", "narrower": "broader", "broader": "narrower", "overlaps": "overlaps"}
    assert between == {(b, a): back[relation] for (a, b), relation in between.items()}
    parts = {(own.id, other) for own in areas().values() for other in own.likes()}
    assert parts == {pair for pair, relation in between.items() if relation == "narrower"} | {
        ("p7-10", "jp20-16"),
        ("p7-12", "jp20-09"),
        ("p7-16", "jp20-15"),
    }


def test_list_sizes() -> None:
    rows = lookups()["technology_lists"].to_pylist()
    sizes = {name: sum(row["list"] == name for row in rows) for name in ("us-cet", "kprogram", "aspi", "kr12")}
    assert sizes == {"us-cet": 18, "kprogram": 4, "aspi": 64, "kr12": 12}
    assert all(row["name_en"] and row["name_ja"] and row["source"] for row in rows)


@pytest.mark.shared
def test_topics_are_real(shared: Path) -> None:
    with gzip.open(shared / "openalex-entities" / "OpenAlex_topic_mapping_table.csv.gz", "rt", encoding="utf-8") as f:
        names = {f"T{row['topic_id']}": row["topic_name"] for row in csv.DictReader(f)}
    for own in areas().values():
        assert {topic: names.get(topic) for topic in own.topics()} == dict(own.topics()), own.id


@pytest.mark.parametrize("name", ["jp20-09", "p7-05", "p7-08"])
def test_openalex_filters(name: str) -> None:
    calls = openalex_filters(name)
    assert calls[0]["filter"].startswith("topics.id:T")
    assert all(call["filter"].count("|") < 100 for call in calls)
    # OpenAlex takes requests of about 4 KB; a comma would end the filter.
    assert all(len(quote(call["filter"])) < 3_500 and "," not in call["filter"] for call in calls)


def test_openalex_filters_of_own_area(folder: Path) -> None:
    calls = openalex_filters("my-01", folder)
    assert calls[0] == openalex_filters("jp20-09")[0]
    assert calls[1]["filter"].startswith('title_and_abstract.search:"qubit" OR "quantum computing"')


def test_own_folder(folder: Path) -> None:
    known = areas(folder)
    assert list(known)[-1] == "my-01" and len(known) == len(areas()) + 1
    assert len(list(area_lists(folder))) == len(list(area_lists())) + 1


@pytest.mark.parametrize(
    ("found", "instead", "message"),
    [
        ("query_en: qubit", "query_en: quantum computing", "area my-01: include.any.0.query_en: `computing` was not"),
        ("like: jp20-09", "like: jp20-99", "area my-01: like: 'jp20-99' is not known; known are jp20-01"),
        ("id: my-01", "id: jp20-01", "area jp20-01: id is taken by"),
        ("version: 1", "version: 0", "area my-01: version: Input should be greater than 0"),
        ("query_en: qubit", "querry: qubit", "area my-01: include.any.0.querry: Extra inputs are not permitted"),
        ("query_en: qubit", "topics: {10020: Q}", "area my-01: include.any.0.topics"),
        ("query_en: qubit", "query_en: qubit\n          query_ja: 量子ビット", "query_en and query_ja"),
        ("list: my", "list: [", "not YAML"),
    ],
)
def test_mistakes_are_said(folder: Path, found: str, instead: str, message: str) -> None:
    (folder / "my.yml").write_text(OWN.replace(found, instead), encoding="utf-8")
    with pytest.raises(RashinbanError) as caught:
        areas.__wrapped__(folder)
    assert message in str(caught.value) and str(folder / "my.yml") in str(caught.value)


def test_circle(folder: Path) -> None:
    second = OWN.replace("my-01", "my-02").replace("jp20-09", "my-01").partition("areas:")[2]
    (folder / "my.yml").write_text(OWN.replace("jp20-09", "my-02") + second, encoding="utf-8")
    with pytest.raises(RashinbanError, match="like each other in a circle: my-0"):
        areas.__wrapped__(folder)


def test_unknown_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="technology area 'jp20-21' is not known; known are jp20-01"):
        area("jp20-21")
    with pytest.raises(UsageError, match="does not exist"):
        areas(tmp_path / "nowhere")


def test_example_of_the_how_to(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "define-a-technology-area.md"
    example = page.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "my.yml").write_text(example, encoding="utf-8")
    own = area("my-01", tmp_path)
    assert own.likes() == ("jp20-09",) and not own.validated
    entries = {row["entry"]: row["name_en"] for row in lookups()["technology_lists"].to_pylist()}
    assert [entries[entry] for entry in own.lists] == ["Quantum sensors"]
