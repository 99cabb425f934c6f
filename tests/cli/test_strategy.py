"""A strategy from its file to the command line: loaded, listed, shown, searched, compared; and the real summary."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from needs import absent
from pdf_by_hand import pdf
from rashinban.cli import main
from rashinban.data_sources.strategy_text.document import read
from rashinban.data_sources.strategy_text.parse import rows_of
from rashinban.definitions.areas import areas
from rashinban.definitions.plans import library
from rashinban.definitions.programmes import programmes
from rashinban.engine import open_engine
from rashinban.errors import SourceError, UsageError
from rashinban.linkage.strategy_sentences import defined_names
from rashinban.linkage.strategy_sentences.finding import Finder
from rashinban.stages.fetch import fetch
from rashinban.stages.parse import parse
from rashinban.stages.update import update
from raw_base import parsed_rows

PAGES = [
    ["第１章　総論", "○ 核融合の研究開発を推進する。", "・大学ファンドから10兆円規模の支援を開始", "する。"],
    ["若手を支える。", "（参考）以上である。"],
]
NEXT = [
    ["第１章　総論", "○ 核融合の研究開発を推進する。", "・大学ファンドから12兆円規模の支援を継続", "する。"],
    ["宇宙の利用を広げる。", "（参考）以上である。"],
]


PLAN = "jp-integrated-strategy-2023"


def updated(base: Path) -> None:
    engine = open_engine("duckdb")
    try:
        update(base, engine)
    finally:
        engine.close()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("strategy")
    base = folder / "base"
    for year, pages in ((2023, PAGES), (2024, NEXT)):
        path = folder / f"Strategy {year}.pdf"
        path.write_bytes(pdf(pages))
        words = {"title": f"科学戦略{year}", "year": str(year)}
        report = fetch(base, "strategy_text", selection=words, from_paths=[path])
        assert report.notes == (f"strategy strategy-{year}: 科学戦略{year} (ja); 2 pages, 4 sentences, 1 headings",)
    updated(base)
    return base


@pytest.fixture
def run(base: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> object:
    def command(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["rashinban", *arguments, "--base", str(base)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return out if not ended.value.code else f"{ended.value.code}: {err}"

    return command


def test_a_document_is_shown_with_its_pages(run) -> None:  # type: ignore[no-untyped-def]
    lines = run("strategy", "show", "strategy-2023").splitlines()
    assert [line for line in lines if not line.startswith("      -> ")][:-1] == [
        "p. 1  第１章 総論",
        "p. 1  ○ 核融合の研究開発を推進する。",
        "p. 1  ・ 大学ファンドから10兆円規模の支援を開始する。",
        "p. 2  若手を支える。",
        "p. 2  （参考）以上である。",
    ]
    assert lines[-1].startswith("科学戦略2023: 4 sentences, ")
    assert run("strategy", "show", "nothing").startswith("1: rashinban: no strategy 'nothing' in this release; there")


def test_the_list_is_a_table_of_documents(run) -> None:  # type: ignore[no-untyped-def]
    found = json.loads(run("strategy", "list", "--format", "json"))
    assert [{name: value for name, value in row.items() if name != "linked_count"} for row in found] == [
        {
            "strategy_id": f"strategy-{year}", "title": f"科学戦略{year}", "language": "ja", "year": year,
            "edition": None, "pages": 2, "sentence_count": 4,
        }
        for year in (2024, 2023)
    ]  # fmt: skip


def test_a_sentence_is_found_with_its_page(run) -> None:  # type: ignore[no-untyped-def]
    found = json.loads(run("search", "核融合", "--kind", "sentences", "--format", "json"))
    assert [(hit["kind"], hit["title"], hit["venue"], hit["year"]) for hit in found] == [
        ("sentences", "核融合の研究開発を推進する。", f"科学戦略{year}, p. 1", year) for year in (2023, 2024)
    ]
    assert found == json.loads(run("strategy", "search", "核融合", "--format", "json"))


def test_two_years_are_compared(run) -> None:  # type: ignore[no-untyped-def]
    assert run("strategy", "diff", "strategy-2023", "strategy-2024") == (
        "changed  p. 1 -> p. 1  大学ファンドから[-10-]{+12+}兆円規模の支援を[-開始-]{+継続+}する。\n"
        "gone  p. 2  若手を支える。\nnew  p. 2  宇宙の利用を広げる。\n"
        "sentences: 2 kept, 1 changed, 1 new, 1 gone\n"
    )
    rows = json.loads(run("strategy", "diff", "strategy-2023", "strategy-2024", "--all", "--format", "json"))
    assert [row["state"] for row in rows] == ["kept", "kept", "changed", "gone", "new", "kept"]


def test_a_newer_copy_of_a_document_takes_the_place_of_the_older(base: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(base, tmp_path / "base", symlinks=True))
    path = tmp_path / "again.txt"
    path.write_text("若手を支える。\n", encoding="utf-8")
    fetch(copy, "strategy_text", selection={"id": "strategy-2023"}, from_paths=[path])
    before = {row["text"]: row["sentence_id"] for row in parsed_rows(copy, "strategy_text", "strategy_sentences")}
    updated(copy)
    from rashinban.access.api import Base
    from rashinban.access.strategies import strategy

    with Base(copy) as opened:
        found = strategy(opened, "strategy-2023")
    assert [(row["sentence_id"], row["text"]) for row in found["sentences"]] == [
        (before["若手を支える。"], "若手を支える。")
    ]


def test_what_cannot_be_loaded_is_told_before_anything_is_taken_in(tmp_path: Path) -> None:
    scan, base = tmp_path / "scan.pdf", tmp_path / "base"
    scan.write_bytes(pdf([[], []]))
    with pytest.raises(SourceError, match=r"scan\.pdf: the PDF has 2 pages and no text: it was scanned; make text of"):
        fetch(base, "strategy_text", from_paths=[scan])
    text = tmp_path / "a.txt"
    text.write_text("文。", encoding="utf-8")
    for selection, said in (
        ({"year": "R5"}, "--year 'R5': not a year"),
        ({"language": "xx"}, "--language 'xx': not a language"),
        ({"id": "A B"}, "--id 'A B': write small letters"),
        ({"colour": "red"}, "strategy_text does not know colour; it knows id, title"),
    ):
        with pytest.raises(UsageError, match=said):
            fetch(base, "strategy_text", selection=selection, from_paths=[text])
    with pytest.raises(UsageError, match="takes one file at a time"):
        fetch(base, "strategy_text", from_paths=[text, scan])
    assert not (base / "raw").exists()


@pytest.mark.parametrize(
    ("words", "edition", "said"),
    [
        ({}, None, ""),
        ({"id": "other-2023"}, None, ""),
        ({"id": PLAN}, PLAN, f"; the text of plan {PLAN}, because it has its id: --edition was not given"),
        ({"id": "other-2023", "edition": PLAN}, PLAN, f"; the text of plan {PLAN}"),
        ({"id": PLAN, "edition": "jp-basic-plan-6"}, "jp-basic-plan-6", "; the text of plan jp-basic-plan-6"),
        (
            {"edition": "none-such"},
            "none-such",
            "; edition none-such is no plan that comes with the program: what plans quote is not looked for",
        ),
    ],
)
def test_the_first_line_says_of_which_plan_a_text_is(
    tmp_path: Path, words: dict[str, str], edition: str | None, said: str
) -> None:
    path = tmp_path / "text.txt"
    path.write_text("核融合の研究開発を推進する。\n", encoding="utf-8")
    found = fetch(tmp_path / "base", "strategy_text", selection={"title": "文", **words}, from_paths=[path])
    assert found.notes == (f"strategy {words.get('id', 'text')}: 文 (ja); 1 sentences, 0 headings{said}",)
    parse(tmp_path / "base")
    assert [row["edition"] for row in parsed_rows(tmp_path / "base", "strategy_text", "strategies")] == [edition]


def test_a_page_without_text_is_a_refused_value(tmp_path: Path) -> None:
    path = tmp_path / "half.pdf"
    path.write_bytes(pdf([["本文である。"], []]))
    fetch(tmp_path / "base", "strategy_text", from_paths=[path])
    report = json.loads(json.dumps(parse(tmp_path / "base").text()))
    assert "1 records: 1 kept, 0 refused" in report
    refused = parsed_rows(tmp_path / "base", "strategy_text", "_refused")
    assert [(row["column"], row["found"], row["whole_record"]) for row in refused] == [
        ("strategy_sentences.text", "page 2", False)
    ]


@pytest.mark.shared
def test_the_summary_of_the_strategy_of_2023(shared: Path, tmp_path: Path) -> None:
    path = shared.parent / "seeds" / "003_10c4b648485e6405.txt"
    if not path.is_file():
        absent(f"{path} is not there")
    rows = rows_of(read(path.read_bytes()), "s")
    assert [sum(row["kind"] == kind for row in rows) for kind in ("sentence", "heading", "margin")] == [108, 23, 0]
    # Every letter of the file stands in one row, but for the marks of lists.
    letters = [c for c in path.read_text(encoding="utf-8") if c.isalnum()]
    kept = [c for row in rows for c in f"{row['marker'] or ''}{row['text']}" if c.isalnum()]
    assert kept == letters
    finder = Finder(defined_names(areas(), programmes(), library().plans, library().indicators))
    texts = [str(row["text"]) for row in rows if row["kind"] == "sentence"]
    found_in = [finder.links(text, "jp-integrated-strategy-2023") for text in texts]
    linked, by_name = sum(map(bool, found_in)), sum(any(link.how != "quoted" for link in links) for links in found_in)
    print(f"of 108 sentences {linked} are linked, {by_name} of them by a name that they have")
    # 61 and 33 when this was written; plans gain measures.
    assert linked >= 61 and by_name >= 33
    assert sum(any(link.entity == "technology_area" for link in links) for links in found_in) == 13
    found = fetch(tmp_path / "base", "strategy_text", selection={"id": "s", "year": "2023"}, from_paths=[path])
    assert found.notes[0].endswith("108 sentences, 23 headings")
    assert "1 records: 1 kept, 0 refused" in parse(tmp_path / "base").text()
