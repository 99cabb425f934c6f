"""One report in each format: it opens again with its library and holds the number, its note, the release; no text of
a record becomes anything but text."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import lxml.html
import openpyxl
import pptx
import pytest
from lxml import etree
from pypdf import PdfReader

from rashinban.access.api import Base
from rashinban.access.reports.make import chosen, make
from rashinban.access.reports.model import Figure, Paragraph, Report, Table
from rashinban.access.reports.numbering import renumbered
from rashinban.access.reports.template import find_template, read_template
from rashinban.access.reports.writers import write
from rashinban.access.serialisers.display import Language
from rashinban.errors import UsageError

# Made by the conftest beside this file: p of Japan is 35.5 of 46, and was 30.5 of 41.
TEMPLATE = """template: mine
labels: {en: Mine, ja: 私}
title: {en: "{country} in numbers", ja: "数で見る{country}"}
needs: [country]
sections:
  - show: changes
    heading: {en: What changed, ja: 変化}
  - show: numbers
    heading: {en: Numbers, ja: 数値}
    text: {en: "Read the {country} line first.", ja: "まず{country}を見る。"}
    indicators: [p, p_share]
  - show: ranking
    heading: {en: Institutions, ja: 機関}
    by: institution
    indicators: [p]
  - show: trend
    heading: {en: Years, ja: 推移}
    indicators: [p]
"""
#: What remains of the hostile name: the letter that XML does not take is left out.
NAME = '=HYPERLINK("http://example.org") <script>alert(1)</script> #panic() *b* $x$ 大学'
CARD = "p/country=JP;fractional;openalex;cited_by_count/"
DAY = date(2026, 11, 26)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yml"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


@pytest.fixture
def made(base: Base, mine: Path, two: object) -> Callable[..., Report]:
    def run(language: Language = "en", template: str = "", where: tuple[str, ...] = (), **more: str) -> Report:
        read = read_template(find_template(template or str(mine)))
        return make(base, read, chosen(["country=JP", *where]), language=language, day=DAY, **more)

    return run


def _blocks(report: Report, kind: type) -> list[object]:
    return [block for section in report.sections for block in section.blocks if isinstance(block, kind)]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_number_its_note_and_how_to_have_it_again(made: Callable[..., Report], base: Base) -> None:
    report = made()
    said = next(one for one in _blocks(report, Paragraph) if one.lead == "Publications: ")  # type: ignore[attr-defined]
    assert said.text.startswith("Japan: 35.5, between ")  # type: ignore[attr-defined]
    note = report.note(said.notes[0])  # type: ignore[attr-defined]
    # 35 works of Japan and one of both countries: 36 works, all with a country.
    assert note.text.startswith("Publications (fractional counting): Articles and reviews")
    assert (
        "Made of 36 of its 36 works. Of the 46 works of the slice, the share with: a country 100.0\u00a0%" in note.text
    )
    assert note.card == CARD + base.release
    assert note.command == (
        f"rashinban card p --where country=JP --counting fractional --reference openalex --release {base.release}"
    )
    assert report.command == (
        f"rashinban report mine --where country=JP --language en --as-of 2026-11-26 --release {base.release}"
    )
    share = next(one for one in report.evidence if one.indicator == "p_share" and one.note)
    assert share.value == pytest.approx(35.5 / 46)


def test_notes_have_the_numbers_of_their_marks(made: Callable[..., Report], two: tuple[Path, str, str]) -> None:
    report = made(since=two[1])
    marks = [number for section in report.sections for block in section.blocks for number in block.notes]
    assert list(dict.fromkeys(marks)) == list(range(1, len(report.notes) + 1)) == [n.number for n in report.notes]
    # What changed is asked last and stands first: its note is the first, and "as in note" follows.
    assert report.notes[0].command == f"rashinban release diff {two[1]} {two[2]}"
    assert any("Coverage as in note 2." in note.text for note in report.notes)
    with pytest.raises(ValueError, match="marked nowhere"):
        renumbered(Report(**{**vars(report), "sections": report.sections[:1]}))


def test_what_changed_since_a_release_and_why(made: Callable[..., Report], two: tuple[Path, str, str]) -> None:
    report = made(since=two[1])
    first = report.sections[0]
    texts = [block.lead + block.text for block in first.blocks if isinstance(block, Paragraph)]
    assert texts[0].startswith(f"From release {two[1]} to release {two[2]}. Of 2 numbers of this report, 2 changed.")
    assert "data: openalex 2026-11-22-second (added)" in texts
    table = next(block for block in first.blocks if isinstance(block, Table))
    # 30.5 became 35.5, and 30.5/41 became 35.5/46.
    values = [(row.cells[1].value, row.cells[2].value) for row in table.rows]
    assert values[0] == (pytest.approx(30.5), pytest.approx(35.5))
    assert values[1] == (pytest.approx(30.5 / 41), pytest.approx(35.5 / 46))
    assert all(row.cells[3].text in ("within the interval", "higher") for row in table.rows)


def test_without_an_earlier_release_nothing_is_said_of_changes(made: Callable[..., Report]) -> None:
    assert [section.heading for section in made().sections] == ["Numbers", "Institutions", "Years"]


def test_html(made: Callable[..., Report], base: Base) -> None:
    report = made()
    page = lxml.html.document_fromstring(write(report, "html"))
    text = page.text_content()
    assert "Japan: 35.5" in text and base.release in text and CARD + base.release in text
    assert not page.xpath("//script") and NAME in text
    assert {link[1:] for link in page.xpath("//sup/a/@href")} <= set(page.xpath("//li/@id"))
    assert len(page.xpath("//*[@role='img'][@aria-label]")) == len(_blocks(report, Figure)) > 0
    assert not [one for one in page.xpath("//@src | //link/@href") if one.startswith("http")]


@pytest.mark.parametrize(("language", "words"), [("en", "Japan: 35.5"), ("ja", "日本は35.5")])
def test_pdf(made: Callable[..., Report], base: Base, language: Language, words: str) -> None:
    written = write(made(language), "pdf")
    reader = PdfReader(BytesIO(written))
    text = _squeezed("".join(page.extract_text() for page in reader.pages))
    assert _squeezed(words) in text and base.release in text and CARD in text
    assert _squeezed(NAME) in text and "大学" in text
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        under = font["/DescendantFonts"][0].get_object()
        assert "NotoSansCJKjp" in font["/BaseFont"] and "/FontFile3" in under["/FontDescriptor"]
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith(language)  # type: ignore[index]
    assert [one["/Title"] for one in reader.outline if isinstance(one, dict)][:2] in (
        ["Numbers", "Institutions"],
        ["数値", "機関"],
    )
    assert write(made(language), "pdf") == written


def test_the_brief_is_one_page(made: Callable[..., Report]) -> None:
    report = made("ja", "brief", ("technology_area=jp20-03",))
    reader = PdfReader(BytesIO(write(report, "pdf")))
    assert len(reader.pages) == 1
    assert "人工知能" in _squeezed(reader.pages[0].extract_text())


def test_docx(made: Callable[..., Report], base: Base) -> None:
    written = write(made("ja"), "docx")
    document = docx.Document(BytesIO(written))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["数で見る日本"] == "Title" and styles["数値"] == "Heading 1"
    assert any("日本は35.5" in text for text in styles)
    assert NAME in [cell.text for table in document.tables for cell in table.columns[0].cells]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(docx.oxml.ns.qn("w:eastAsia")) == "Yu Gothic"
    with zipfile.ZipFile(BytesIO(written)) as package:
        notes = etree.fromstring(package.read("word/footnotes.xml"))
        body = etree.fromstring(package.read("word/document.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    told = {note.get(f"{w}id"): "".join(note.itertext()) for note in notes}
    assert CARD + base.release in told["1"]
    marked = [one.get(f"{w}id") for one in body.iter(f"{w}footnoteReference")]
    # Each note is marked once; later marks are fields that point to it.
    assert marked == [number for number in told if int(number) > 0]
    assert any("NOTEREF note_1" in (one.text or "") for one in body.iter(f"{w}instrText"))
    pictures = [one for one in body.iter() if etree.QName(one).localname == "docPr"]
    assert pictures and all("論文数" in one.get("descr") for one in pictures)


def test_xlsx(made: Callable[..., Report], base: Base) -> None:
    written = write(made(), "xlsx")
    book = openpyxl.load_workbook(BytesIO(written))
    assert book.sheetnames == ["Report", "1 Institution", "2 Year", "Cards", "Notes"]
    table = book["1 Institution"]
    own = next(row for row in table.iter_rows(min_row=5) if row[0].value == NAME)
    # A name that begins as a formula does is a text, and stays one when somebody edits its cell.
    assert own[0].data_type == "s" and own[0].quotePrefix
    assert own[1].value == pytest.approx(35.5) and own[2].value < 35.5 < own[3].value
    with zipfile.ZipFile(BytesIO(written)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in package.read(name) for name in sheets)
    head = [cell.value for cell in book["Cards"][1]]
    rows = [dict(zip(head, row, strict=True)) for row in book["Cards"].iter_rows(min_row=2, values_only=True)]
    card = next(row for row in rows if row["Card id"] == CARD + base.release)
    assert card["Value"] == pytest.approx(35.5) and card["Of what"] == "Japan" and card["Records"] == 36
    assert card["Command"].startswith("rashinban card p --where country=JP")
    assert "Of the 46 works of the slice" in card["How much is seen"]


def test_pptx(made: Callable[..., Report], base: Base) -> None:
    show = pptx.Presentation(BytesIO(write(made("ja"), "pptx")))
    texts = [shape.text_frame.text for slide in show.slides for shape in slide.shapes if shape.has_text_frame]
    assert any("日本は35.5" in text for text in texts) and any(base.release in text for text in texts)
    cells = [c.text for s in show.slides for shape in s.shapes if shape.has_table for c in shape.table.iter_cells()]
    assert any(text.startswith(NAME) for text in cells)
    pictures = [shape for slide in show.slides for shape in slide.shapes if shape.shape_type == 13]
    assert pictures and all("論文数" in one._element.nvPicPr.cNvPr.get("descr") for one in pictures)
    under = [slide.notes_slide.notes_text_frame.text for slide in show.slides if slide.has_notes_slide]
    assert any(CARD + base.release in text for text in under)
    theme = next(rel.target_part for rel in show.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    assert b'<a:ea typeface="Yu Gothic"' in theme.blob
    # Nothing stands beyond the slide.
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= show.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= show.slide_height


@pytest.mark.parametrize(
    ("template", "more", "said"),
    [
        ("brief", {}, "report brief is about one technology_area; add --where technology_area=..."),
        ("plan", {}, "report plan is about one plan; add --plan with one of "),
        ("country", {"plan": "jp-basic-plan-7"}, "report country has no board of a plan; leave --plan out"),
        ("country", {"since": "2020-01-01-none"}, "release '2020-01-01-none' is not known"),
    ],
)
def test_what_is_missing_is_said(made: Callable[..., Report], template: str, more: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as told:
        made("en", template, **more)
    assert said in str(told.value)


def test_the_board_of_a_plan(base: Base) -> None:
    report = make(
        base, read_template(find_template("plan")), chosen([]), language="ja", day=DAY, plan="jp-basic-plan-7"
    )
    assert report.title == "第7期科学技術・イノベーション基本計画：目標は達成されそうか"
    board = next(block for block in report.sections[0].blocks if isinstance(block, Table))
    assert {row.cells[4].text for row in board.rows} <= {"順調", "要注意", "未達の見込み", "判定せず", "測定不能"}
    assert PdfReader(BytesIO(write(report, "pdf"))).pages


def test_on_the_command_line(rashinban: Callable[..., object], two: tuple[Path, str, str], tmp_path: Path) -> None:
    copy = tmp_path / "our-country.yml"
    done = rashinban("report", "template", "country", "--out", copy)
    assert done.returncode == 0, done.stderr  # type: ignore[attr-defined]
    assert read_template(copy).template.template == "country"
    copy.write_text(TEMPLATE, encoding="utf-8")
    files = [tmp_path / "our.pdf", tmp_path / "our.xlsx"]
    words = ["report", copy, "--where", "country=JP", "--lang", "ja", "--out", files[0], "--out", files[1]]
    done = rashinban(*words, base=two[0])
    assert done.returncode == 0, done.stderr  # type: ignore[attr-defined]
    assert files[0].read_bytes().startswith(b"%PDF") and files[1].read_bytes().startswith(b"PK")
    again = rashinban(*words, base=two[0])
    assert (again.returncode, again.stderr) == (  # type: ignore[attr-defined]
        2,
        f"rashinban: {files[0]}: is there already; name another with --out, or add --overwrite\n",
    )
