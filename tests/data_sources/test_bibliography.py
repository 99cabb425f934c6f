"""Reference managers: macros, accents, broken entries, loose RIS tags, one id for one entry in any format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import bibliography

DATA = Path(__file__).parents[1] / "data" / "bibliography"
NAMES = ("work_id", "author_position", "name", "family_name", "given_name")


def test_bibtex_with_macros_accents_and_a_broken_entry() -> None:
    found = parsed(bibliography, DATA / "macros_accents_and_a_broken_entry.bib")
    assert found.kept == 4
    assert found.refused_records == [
        (12, "an entry whose braces do not close"),
        (16, "an entry without a title"),
    ]
    assert found.of("works")[0] == {
        "work_id": "doi:10.1000/ice.1",
        "doi": "10.1000/ice.1",
        "title": "On the colour of ice & snow",
        "publication_year": 2014,
        "type": "article",
        "source_id": "issn:0286-861X",
        "volume": "12",
        "issue": "3",
        "first_page": "45",
        "last_page": "52",
    }
    assert found.of("works", "title", "type", "publication_year")[1:] == [
        ("An unknown macro", "article", None),
        ("Zine", None, 1999),
        ("A @book in text @articlenot an entry", "book", 1990),
    ]
    assert found.of("works", "work_id")[3] == "isbn:9784003101018"
    assert found.of("authorship_names", *NAMES)[:4] == [
        ("doi:10.1000/ice.1", 1, "Aya Aoki", "Aoki", "Aya"),
        ("doi:10.1000/ice.1", 2, "Ice Research Group", None, None),
        ("doi:10.1000/ice.1", 3, "Ludwig van der Berg", "van der Berg", "Ludwig"),
        (found.of("works", "work_id")[1], 1, "Kén Kato", "Kato", "Kén"),
    ]
    assert found.of("sources", "source_id", "display_name") == [("issn:0286-861X", "Journal of Ïce")]
    assert found.of("work_keywords", "keyword") == ["ice", "snow"]
    assert found.of("work_dates", "date") == ["2014-02", "1999", "1990"]
    assert [(column, value) for column, _, value in found.refused_values] == [
        ("authorships.raw_author_name", "Aoki2014"),
        ("*", "icml"),
        ("works.publication_year", "in press"),
        ("works.type", "bibtex:zine"),
    ]
    assert found.unknown == {"bibtex.mood": 1}


def test_ris_with_loose_tags_and_no_end() -> None:
    found = parsed(bibliography, DATA / "loose_tags_and_no_end.ris")
    assert (found.kept, found.refused_records, found.unknown) == (2, [], {"ris.ZZ": 1})
    assert found.of("works")[0] == {
        "work_id": "doi:10.1000/ice.2",
        "doi": "10.1000/ice.2",
        "title": "Ice, snow and rain",
        "publication_year": 2014,
        "publication_date": date(2014, 2, 3),
        "type": "article",
        "source_id": "issn:0286-861X",
        "first_page": "45",
        "last_page": "52",
    }
    assert found.of("works", "title", "type")[1] == ("Old: a subtitle", None)
    assert found.of("authorship_names", *NAMES) == [
        ("doi:10.1000/ice.2", 1, "Aya Aoki", "Aoki", "Aya"),
        ("doi:10.1000/ice.2", 2, "Ice Group", None, None),
        ("doi:10.1000/ice.2", 3, "John Smith Jr.", "Smith", "John"),
    ]
    assert found.of("work_keywords", "keyword") == ["ice", "snow"]


def test_csl_json() -> None:
    found = parsed(bibliography, DATA / "entries.json")
    assert (found.kept, found.refused_records, found.unknown) == (
        2,
        [(3, "not an entry of CSL-JSON")],
        {"csl.colour": 1},
    )
    assert found.of("works")[0] == {
        "work_id": "doi:10.1000/ice.3",
        "doi": "10.1000/ice.3",
        "pmid": "25000001",
        "title": "Ice",
        "publication_year": 2016,
        "language": "en",
        "type": "article",
        "source_id": "issn:0286-861X",
        "first_page": "1",
        "last_page": "8",
    }
    # Japanese names stand family name first.
    assert found.of("authorship_names", *NAMES[1:]) == [
        (1, "Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        (2, "Ice Group", None, None),
        (1, "青木 彩", "青木", "彩"),
    ]
    assert found.of("source_issns", "issn") == ["0286-861X", "1884-4375"]


def test_one_entry_has_one_id_in_every_format(tmp_path: Path) -> None:
    texts = {
        "a.bib": "@misc{key1, title = {{Ice} \\& Snow}, author = {Aoki, Aya}, year = 2014}",
        "b.ris": "TY  - GEN\nT1  - Ice & Snow\nAU  - Aoki, Aya\nPY  - 2014\nER  - \n",
        "c.json": '{"type": "document", "title": "ICE & SNOW", "author": [{"family": "Aoki", "given": "A."}],'
        ' "issued": {"date-parts": [[2014]]}}',
    }
    found = set()
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        found |= set(parsed(bibliography, tmp_path / name).of("works", "work_id"))
    assert len(found) == 1
    assert next(iter(found)).startswith("row:bibliography:")


def test_a_file_of_no_known_format_is_refused_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Dear all,\n", encoding="utf-8")
    reasons = parsed(bibliography, tmp_path / "a.txt").refused_records
    assert reasons == [(1, "neither BibTeX (@article{), RIS (TY  - ) nor CSL-JSON")]


#: File -> id and type of its one work, and its first author.
REAL = {
    "citeproc-no-author.json": ("doi:10.5438/4k3m-nyvg", "other", None),
    "citeproc-no-categories.json": ("doi:10.5072/4k3m-nyvg", "other", "Martin Fenner"),
    "citeproc.json": ("doi:10.5438/4k3m-nyvg", "other", "Martin Fenner"),
    "crossref.bib": ("doi:10.7554/elife.01567", "article", "Martial Sankar"),
    "crossref.ris": ("doi:10.7554/elife.01567", "article", "Martial Sankar"),
    "pure.bib": ("row:bibliography:ec585e73f442b71d", "dissertation", "Y. Toparlar"),
    "pure.ris": ("row:bibliography:ec585e73f442b71d", "dissertation", "Y. Toparlar"),
    "ris_bug.ris": ("doi:10.17918/ernk-6431", "book", "Vishnuvardhan Balakrishnan"),
}


@pytest.mark.shared
def test_real_exports(shared: Path) -> None:
    for name, expected in REAL.items():
        found = parsed(bibliography, shared / "samples" / "bibtex_ris_csl" / name)
        assert (found.kept, found.refused_records, found.refused_values, found.unknown) == (1, [], [], {})
        author = next(iter(found.of("authorships", "raw_author_name")), None)
        assert (name, *found.of("works", "work_id", "type")[0], author) == (name, *expected)
