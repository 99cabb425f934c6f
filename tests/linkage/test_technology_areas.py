"""The matcher finds what a plain reading of each definition finds, and no more, on any text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashinban.definitions.area_models import Alternatives, Area, Broad, Clause, Include, Narrow, Text
from rashinban.definitions.phrases import normal
from rashinban.definitions.queries import All, Not, Phrase, Query, parse
from rashinban.engine import Engine
from rashinban.linkage.technology_areas import TEXTS, explain, link_technology_areas, match, matcher


def an_area(name: str, *clauses: Clause, exclude: tuple[str, ...] = (), **alternatives: object) -> Area:
    text = Text(ja="領域", en="area")
    return Area(
        id=name,
        labels=text,
        description=text,
        version=1,
        valid_from=date(2026, 1, 1),
        include=Include(any=clauses),
        exclude=exclude,
        alternatives=Alternatives(**alternatives),  # type: ignore[arg-type]
    )


def found(known: dict[str, Area], *works: tuple[str | None, ...]) -> set[tuple[str, str, str, str]]:
    rows = [
        dict(zip(TEXTS.names, (f"W{n}", *work, *(None,) * (4 - len(work))), strict=True))
        for n, work in enumerate(works)
    ]
    batches = match([pa.RecordBatch.from_pylist(rows, schema=TEXTS)], matcher(known))
    return {tuple(row.values()) for batch in batches for row in batch.to_pylist()}  # type: ignore[misc]


def standard(known: dict[str, Area], *works: tuple[str | None, ...]) -> set[str]:
    return {work for work, _, alternative, _ in found(known, *works) if alternative == "standard"}


def test_words_scripts_and_forms() -> None:
    known = {
        "a": an_area("a", Clause(query_en='robot OR "brain-computer interface"'), Clause(query_ja="量子計算 OR AI"))
    }
    works = [
        ("A robot arm",),
        ("ROBOTS",),
        ("Robotics",),
        ("A Brain–Computer interface",),
        ("超伝導量子計算機",),
        ("生成ＡＩの活用",),
        ("PAID work",),
        ("brain. Computer interface",),
    ]
    assert standard(known, *works) == {"W0", "W1", "W3", "W4", "W5"}


def test_title_only_abstract_and_not() -> None:
    known = {
        "a": an_area(
            "a",
            Clause(query_en="radar", fields=("title",)),
            Clause(query_en="GaN NOT (GANs OR adversarial)"),
            exclude=("moth",),
        )
    }
    works = [
        ("A radar", None),
        ("A method", "uses radar"),
        ("GaN devices", None),
        ("GANs", "a GaN"),
        ("GaN", "an adversarial pair"),
        ("A radar for a moth", None),
    ]
    assert found(known, *works) == {
        ("W0", "a", "narrow", "phrase"),
        ("W0", "a", "standard", "phrase"),
        ("W0", "a", "broad", "phrase"),
        ("W1", "a", "broad", "phrase"),
        ("W2", "a", "narrow", "phrase"),
        ("W2", "a", "standard", "phrase"),
        ("W2", "a", "broad", "phrase"),
    }


def test_topics_in_each_alternative() -> None:
    known = {"a": an_area("a", Clause(query_en="qubit"), Clause(topics={"T1": "One"}))}
    works = [
        ("Paper", None, None, "T1:1"),
        ("Paper", None, None, "T2:1 T1:2"),
        ("Paper", "a qubit", None, "T1:1"),
        ("Paper", "a qubit", None, "T1:3"),
    ]
    assert found(known, *works) == {
        ("W0", "a", "standard", "topic"),
        ("W0", "a", "broad", "topic"),
        ("W1", "a", "broad", "topic"),
        ("W2", "a", "narrow", "both"),  # the phrase is in the abstract only, and the topic confirms it
        ("W2", "a", "standard", "both"),
        ("W2", "a", "broad", "both"),
        ("W3", "a", "standard", "phrase"),
        ("W3", "a", "broad", "both"),
    }


def test_like_takes_a_whole_result_and_keeps_its_exclusions() -> None:
    known = {
        "c": an_area("c", Clause(like="b"), exclude=("ape",)),
        "b": an_area("b", Clause(like="a"), Clause(query_en="bee")),
        "a": an_area("a", Clause(query_en="ant"), exclude=("aardvark",)),
    }
    works = [("ant",), ("ant aardvark",), ("bee aardvark",), ("ant ape",)]
    taken = {(w, a) for w, a, alternative, _ in found(known, *works) if alternative == "standard"}
    assert taken == {
        ("W0", "a"),
        ("W0", "b"),
        ("W0", "c"),
        ("W2", "b"),
        ("W2", "c"),
        ("W3", "a"),
        ("W3", "b"),
    }


def test_broad_clauses_and_narrow_exclusions() -> None:
    known = {
        "a": an_area(
            "a",
            Clause(query_en="alpha"),
            narrow=Narrow(exclude=("review",)),
            broad=Broad(fields=("title", "abstract", "keywords"), any=(Clause(query_en="beta"),)),
        )
    }
    taken = {
        (w, alternative) for w, _, alternative, _ in found(known, ("alpha review",), ("beta",), ("x", "y", "alpha"))
    }
    assert taken == {("W0", "standard"), ("W0", "broad"), ("W1", "broad"), ("W2", "broad")}


def test_explain() -> None:
    known = {
        "a": an_area(
            "a", Clause(query_en="ant OR (bee AND wasp)"), Clause(topics={"T1": "One"}), exclude=("ape NOT cat",)
        ),
        "b": an_area("b", Clause(like="a")),
    }
    assert explain(known["b"], known, "Ants and a bee", "an ant and an ape", ["T1"]) == (
        "ant (title)",
        "ant (abstract)",
        "T1 One",
        "NOT ape NOT cat",
    )


# --- the same result as a reader with regular expressions -------------------------------------------------------

_LATIN = "[^\\W\u2e80-\U0010ffff]"


def _occurs(phrase: str, text: str) -> bool:
    """A phrase in a text, by a regular expression written for it alone."""
    wild = phrase.endswith("*")
    body = normal(phrase.removesuffix("*")).strip()
    plural = ""
    if not wild and re.search("[a-z]{3}$", body):
        plural = "(?:e?s)?" if body.endswith(("s", "x", "z", "ch", "sh")) else "s?"
        plural = "(?:es)?" if plural.startswith("(?:e?") else plural
        if body.endswith("y") and body[-2] not in "aeiou":
            body, plural = body[:-1], "(?:y|ies)"
    start = f"(?<!{_LATIN})" if re.match(_LATIN, body[0]) else ""
    end = f"(?!{_LATIN})" if not wild and re.match(_LATIN, body[-1]) else ""
    return re.search(f"{start}{re.escape(body)}{plural}{end}", normal(text).strip()) is not None


def _true(query: Query, wanted: list[str], denied: list[str]) -> bool:
    if isinstance(query, Phrase):
        return any(_occurs(query.text, text) for text in wanted)
    if isinstance(query, Not):
        return not _true(query.part, denied, wanted)
    if isinstance(query, All):
        return all(_true(part, wanted, denied) for part in query.parts)
    return any(_true(part, wanted, denied) for part in query.parts)


WORDS = [
    "ant",
    "ants",
    "bee",
    "city",
    "cities",
    "loss",
    "losses",
    "quantum",
    "dot",
    "量子",
    "計算",
    "AI",
    "ant-bee",
    ".",
    "機",
]
phrase_texts = st.sampled_from(
    [
        "ant",
        "bee",
        "city",
        "loss",
        "quan*",
        "quantum*",
        '"quantum dot"',
        "量子計算",
        "計算機",
        "AI",
        '"ant bee"',
        "AI計算",
    ]
)
queries = st.recursive(
    phrase_texts,
    lambda part: st.one_of(
        st.tuples(part, part).map(lambda p: f"({p[0]} OR {p[1]})"),
        st.tuples(part, part).map(lambda p: f"({p[0]} AND {p[1]})"),
        st.tuples(part, part).map(lambda p: f"({p[0]} NOT {p[1]})"),
    ),
    max_leaves=6,
)
texts = st.lists(st.sampled_from(WORDS), max_size=8).flatmap(
    lambda words: st.sampled_from([" ", "", "-"]).map(lambda mark: mark.join(words))
)


def _is_query(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


@settings(max_examples=300, deadline=None)
@given(st.lists(queries.filter(_is_query), min_size=1, max_size=3), queries.filter(_is_query), texts, texts)
def test_equals_a_naive_reading(asked: list[str], excluded: str, title: str, abstract: str) -> None:
    clauses = [
        Clause(query_en=text, fields=("title",) if n == 0 else ("title", "abstract")) for n, text in enumerate(asked)
    ]
    known = {"a": an_area("a", *clauses, exclude=(excluded,))}
    both = [title, abstract]
    out = _true(parse(excluded), both, both)
    expected = {
        "narrow": any(_true(parse(text), [title], both) for text in asked),
        "standard": any(_true(parse(text), both if n else [title], both) for n, text in enumerate(asked)),
        "broad": any(_true(parse(text), both, both) for text in asked),
    }
    taken = {alternative for _, _, alternative, _ in found(known, (title, abstract))}
    assert taken == {name for name, held in expected.items() if held and not out}
    assert ("narrow" not in taken or "standard" in taken) and ("standard" not in taken or "broad" in taken)


# --- over the tables of a base -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def test_link(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    engine: Engine = request.getfixturevalue(name)
    known = {
        "a": an_area("a", Clause(query_en="ant"), Clause(topics={"T1": "One"})),
        "b": an_area("b", Clause(query_en="bee", fields=("keywords",))),
    }
    works = {
        "work_id": ["W1", "W2", "W3", "W4"],
        "title": ["Ant", "x", None, "bee"],
        "abstract": [None, "y", "an ant", ""],
    }
    engine.attach_table("works", pa.table(works))
    engine.attach_table("work_keywords", pa.table({"work_id": ["W2", "W2"], "keyword": ["bees", "wasps"]}))
    engine.attach_table(
        "work_topics",
        pa.table(
            {
                "work_id": ["W1", "W2", "W2"],
                "topic_id": ["T1", "T9", "T1"],
                "position": pa.array([1, 1, 2], pa.int32()),
            }
        ),
    )
    about = link_technology_areas(engine, tmp_path / "out", known)
    rows = {tuple(row.values()) for row in pq.read_table(tmp_path / "out").to_pylist()}
    assert rows == {
        *(("W1", "a", alternative, "both") for alternative in ("standard", "narrow", "broad")),
        ("W2", "a", "broad", "topic"),
        ("W3", "a", "standard", "phrase"),
        ("W3", "a", "broad", "phrase"),
        ("W2", "b", "standard", "phrase"),
        ("W2", "b", "broad", "phrase"),
        ("W4", "b", "broad", "phrase"),
    }
    assert (about["works"], about["rows"]) == (4, 9)
    assert about["works_by_area"] == {
        "a broad": 3,
        "a narrow": 1,
        "a standard": 2,
        "b broad": 2,
        "b standard": 1,
    }
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["part-00000.parquet"] or name == "spark"


def test_link_of_no_works(duckdb: Engine, tmp_path: Path) -> None:
    for relation, columns in {
        "works": ("work_id", "title", "abstract"),
        "work_keywords": ("work_id", "keyword"),
        "work_topics": ("work_id", "topic_id", "position"),
    }.items():
        duckdb.attach_table(relation, pa.schema([(column, pa.string()) for column in columns]).empty_table())
    about = link_technology_areas(duckdb, tmp_path / "out", {"a": an_area("a", Clause(query_en="ant"))})
    assert (about["works"], about["rows"], pq.read_table(tmp_path / "out").num_rows) == (0, 0, 0)
