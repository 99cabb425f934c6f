"""What a sentence names is found with the words that say so, and what only looks alike is not."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rashinban.definitions.areas import areas
from rashinban.definitions.plans import library
from rashinban.definitions.programmes import programmes
from rashinban.engine import open_engine
from rashinban.linkage.strategy_sentences import (
    Names,
    areas_as_names,
    defined_names,
    fingerprint,
    link_strategy_sentences,
)
from rashinban.linkage.strategy_sentences.finding import Finder, amounts, spans
from rashinban.linkage.strategy_sentences.names import _rows
from rashinban.schema import tables

KNOWN = {
    "technology_area": areas_as_names(areas()),
    "programme": {
        "sip": Names(labels=("Strategic Innovation Promotion Program (SIP)", "戦略的イノベーション創造プログラム")),
        "sip-3": Names(labels=("SIP phase 3", "SIP第3期")),
        "forest": Names(labels=("創発的研究支援事業",), aliases=("FOREST",)),
        "bridge": Names(labels=("BRIDGE",)),
        "whole": Names(labels=("Key Programme (K Program)",)),
        "part": Names(labels=("K Program (run by us)",), part_of="whole"),
        "twin-a": Names(labels=("Twin Programme",)),
        "twin-b": Names(labels=("Twin Programme", "Other Twin")),
    },
    "funder": {
        "strong": Names(labels=("Strong",)),
        "tea": Names(labels=("The Tea Foundation (Japan) for Science", "TFJS")),
        "trf": Names(labels=("Tea Research Fund (TRF)",)),
    },
    "objective": {
        "fund": Names(labels=("University Endowment Fund", "大学ファンド")),
        "investment": Names(amounts=("30 trillion yen", "30兆円"), about=("investment", "投資")),
        "diplomacy": Names(begins=("Promote strategic science and",), edition="plan-2023"),
    },
}
FINDER = Finder(KNOWN)


def named(text: str, entity: str, edition: str | None = None) -> list[tuple[str, str, str]]:
    return [
        (link.entity_id, link.how, text[link.start : link.end])
        for link in FINDER.links(text, edition)
        if link.entity == entity
    ]


@pytest.mark.parametrize(
    ("text", "entity", "links"),
    [
        (
            "Launch SIP phase 3 and BRIDGE.", "programme",
            [("bridge", "exact", "BRIDGE"), ("sip-3", "exact", "SIP phase 3")],
        ),
        ("第６期の「ＳＩＰ」を進める。", "programme", [("sip", "alias", "ＳＩＰ")]),
        ("We sip tea in a forest by the bridge.", "programme", []),
        ("創発的研究支援事業（FOREST）を拡充する。", "programme", [("forest", "exact", "創発的研究支援事業")]),
        ("The Twin Programme ends; Other Twin stays.", "programme", [("twin-b", "exact", "Other Twin")]),
        ("Support by the K Program.", "programme", [("whole", "alias", "K Program")]),
        ("any twin programme and other twin", "programme", []),
        ("大学ファンドによる支援を始める。", "objective", [("fund", "exact", "大学ファンド")]),
        ("a 10-trillion-yen University Endowment Fund", "objective", [("fund", "exact", "University Endowment Fund")]),
        ("官民の研究開発投資は３０兆円とする。", "objective", [("investment", "number", "３０兆円")]),
        ("An investment target of 30 trillion yen.", "objective", [("investment", "number", "30 trillion yen")]),
        ("An investment target of 300 trillion yen.", "objective", []),
        ("A debt of 30 trillion yen.", "objective", []),
        (
            "フュージョンエネルギーを推進する。", "technology_area",
            [("jp20-12", "alias", "フュージョンエネルギー"), ("p7-05", "alias", "フュージョンエネルギー"),
             ("p7-15", "exact", "フュージョンエネルギー")],
        ),
        ("The fusion of cyberspace and physical space", "technology_area", []),
        (
            "Physical space matters, and so does space.", "technology_area",
            [("jp20-15", "alias", "space"), ("p7-16", "exact", "space")],
        ),
        ("They said that the aim is air.", "technology_area", []),
        # A capital at the beginning says nothing, and a body's country is not the body.
        ("Strong support for all.", "funder", []),
        ("• Strong support for Japan and 日本.", "funder", []),
        ("Money of Strong, TFJS and TRF.", "funder",
         [("strong", "exact", "Strong"), ("tea", "exact", "TFJS"), ("trf", "alias", "TRF")]),
        ("国際頭脳循環を加速する。", "technology_area", []),
    ],
)  # fmt: skip
def test_names_are_found_with_their_words(text: str, entity: str, links: list[tuple[str, str, str]]) -> None:
    assert named(text, entity) == links


def test_a_sentence_that_a_definition_quotes_is_linked_in_its_edition_only() -> None:
    text = "Promote strategic science and technology diplomacy"
    assert named(text, "objective", "plan-2023") == [("diplomacy", "quoted", text)]
    assert named(text, "objective", "plan-2024") == []


def test_places_are_those_of_the_text_as_printed() -> None:
    text = "ＡＩと量子コンピューター、AI-driven、said AI."
    assert [text[a:b] for a, b in spans(text, " ai ")] == ["ＡＩ", "AI", "AI"]
    assert [text[a:b] for a, b in spans(text, "量子")] == ["量子"]
    assert list(amounts("１０兆円と10-trillion-yen、3.5%")) == [
        ((10e12, "JPY"), (0, 4)),
        ((10e12, "JPY"), (5, 20)),
        ((3.5, "%"), (21, 25)),
    ]


def test_every_alias_belongs_to_something_that_is_defined() -> None:
    rows = _rows("aliases.csv")
    defined = {"technology_area": set(areas()), "programme": set(programmes())}
    assert [row for row in rows if row["id"] not in defined[row["entity"]]] == []
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_the_table_and_the_share_of_sentences_that_are_linked(tmp_path: Path) -> None:
    given = {
        "strategies": [
            {"strategy_id": "s", "title": "S", "language": "ja", "edition": "plan-2023", "source_file": "s.txt"}
        ],
        "strategy_sentences": [
            {"strategy_id": "s", "sentence_id": f"s/{n}", "position": n, "kind": kind, "text": text}
            for n, (kind, text) in enumerate(
                [
                    ("heading", "大学ファンド"),
                    ("sentence", "大学ファンドを科学技術振興機構に置く。"),
                    ("sentence", "Science, Technology and Innovation for all: 以上である。"),
                    ("margin", "SIP第3期"),
                ],
                1,
            )
        ],
        "funders": [{"funder_id": "F1", "display_name": "Japan Science and Technology Agency"}],
        "funder_names": [
            {"funder_id": "F1", "name": "科学技術振興機構"},
            {"funder_id": "F1", "name": "Science, Technology and Innovation"},
        ],
    }
    engine = open_engine("duckdb")
    try:
        for name, rows in given.items():
            engine.attach_table(name, pa.Table.from_pylist(rows, schema=tables()[name].arrow()))
        about = link_strategy_sentences(engine, tmp_path, KNOWN)
    finally:
        engine.close()
    assert about == {
        "sentences": {"s": 2},
        "linked": {"s": 1},
        "linked_by_entity": {"funder": 1, "objective": 1},
        "links_by_way": {"exact": 2},
    }
    found = pq.read_table(tmp_path / "part-0.parquet")
    assert found.schema.equals(tables()["strategy_links"].arrow())
    assert [tuple(row.values()) for row in found.to_pylist()] == [
        ("s", "s/2", "funder", "F1", "exact", 1.0, 7, 15, "科学技術振興機構"),
        ("s", "s/2", "objective", "fund", "exact", 1.0, 0, 6, "大学ファンド"),
    ]


def test_a_plan_gives_the_names_of_its_objectives_and_measures() -> None:
    plans = library().plans
    known = defined_names(areas(), programmes(), plans, library().indicators)
    fusion = known["objective"]["jp-integrated-strategy-2023/fusion"]
    assert fusion.labels == ("フュージョンエネルギー", "Fusion energy")
    assert fusion.begins == ("Respond to risks related to AI",) and fusion.edition == "jp-integrated-strategy-2023"
    links = Finder(known).links("Respond to risks related to AI under SIP phase 3.", "jp-integrated-strategy-2023")
    assert ("objective", "jp-integrated-strategy-2023/fusion", "quoted") in [
        (link.entity, link.entity_id, link.how) for link in links
    ]


def test_the_fingerprint_is_that_of_the_names() -> None:
    assert fingerprint(KNOWN) == fingerprint(dict(KNOWN))
    assert fingerprint(KNOWN) != fingerprint({**KNOWN, "measure": {"m": Names(labels=("M",))}})
