"""A crate holds cards as they are, says what made each of them, of what and on what terms, and reads back."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cards import CARD, HOSTILE
from rocrate.rocrate import ROCrate

import rashinban
from rashinban import __version__
from rashinban.access.api import Base
from rashinban.access.export.cards import asked, export_cards, read_list
from rashinban.access.export.crate import Placed, describe
from rashinban.access.export.lineage import Filler
from rashinban.access.export.organisation import organisation
from rashinban.access.export.preview import preview
from rashinban.errors import UsageError

Run = Callable[..., "subprocess.CompletedProcess[str]"]

WHERE = {"country": "CN", "technology_area": "jp20-03"}
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
AGENCY = "Example Agency <https://ror.org/057zh3y96>"


@pytest.fixture(scope="module")
def base(released: Path) -> Iterator[Base]:
    with rashinban.open(released) as opened:
        yield opened


@pytest.fixture(scope="module")
def crate(base: Base, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("crates") / "crate"
    wanted = asked(["pp_top_10", "p"], base.release, WHERE)
    export_cards(base.session, base.about, wanted, target, author=AGENCY, now=NOW)
    return target


def entities(folder: Path) -> dict[str, dict[str, Any]]:
    graph = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    return {entity["@id"]: entity for entity in graph}


def test_the_card_in_the_crate_is_the_card(base: Base, crate: Path) -> None:
    folder = crate / "cards" / "1-pp_top_10"
    assert json.loads((folder / "card.json").read_text(encoding="utf-8")) == json.loads(
        base.card("pp_top_10", WHERE).json()
    )
    assert sorted(path.name for path in folder.iterdir()) == [
        "card.en.html", "card.en.svg", "card.ja.html", "card.ja.svg", "card.json", "records.csv",
    ]  # fmt: skip
    with (folder / "records.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["value"]]
    total = sum(float(row["contribution"]) for row in rows) / sum(float(row["weight"]) for row in rows)
    assert total == pytest.approx(base.card("pp_top_10", WHERE).value, abs=1e-12)


def test_every_file_is_described_with_size_hash_kind_and_licence(crate: Path) -> None:
    described = entities(crate)
    files = {path.relative_to(crate).as_posix(): path for path in crate.rglob("*") if path.is_file()}
    assert {name for name, entity in described.items() if entity["@type"] == "File"} == files.keys() - {
        "ro-crate-metadata.json", "ro-crate-preview.html",
    }  # fmt: skip
    for name, path in files.items():
        entity = described[name]
        if entity["@type"] == "File":
            assert entity["contentSize"] == str(path.stat().st_size)
            assert entity["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
            assert entity["license"] == {"@id": "https://spdx.org/licenses/CC0-1.0.html"}
            assert entity["encodingFormat"] and entity["name"] and entity["alternateName"]


def test_each_card_is_made_by_an_action_of_this_version_from_the_release_and_its_sources(
    base: Base, crate: Path
) -> None:
    described = entities(crate)
    action = described["#make-cards-1-pp_top_10"]
    snapshot = base.about["sources"][0]
    assert action["@type"] == "CreateAction"
    assert action["instrument"] == {"@id": f"#rashinban-{__version__}"}
    assert action["object"] == [{"@id": f"#release-{base.release}"}, {"@id": f"#openalex-{snapshot['snapshot']}"}]
    assert {"@id": "cards/1-pp_top_10/card.json"} in action["result"]
    assert action["description"] == base.card("pp_top_10", WHERE).rebuild
    assert action["endTime"] == "2026-12-01T09:00:00+00:00"
    assert action["agent"] == {"@id": "https://ror.org/057zh3y96"}
    assert described[f"#openalex-{snapshot['snapshot']}"]["sha256"] == snapshot["sha256"]
    assert described[f"#release-{base.release}"]["identifier"] == base.about["fingerprint"]
    assert described["https://ror.org/057zh3y96"]["name"] == "Example Agency"


def test_the_number_stands_in_the_metadata_with_its_interval(base: Base, crate: Path) -> None:
    card = base.card("pp_top_10", WHERE)
    assert card.interval is not None
    described = entities(crate)
    number = described["#value-cards-1-pp_top_10"]
    assert (number["value"], number["minValue"], number["maxValue"]) == (
        card.value,
        card.interval.lower,
        card.interval.upper,
    )
    assert described["cards/1-pp_top_10/"]["identifier"] == card.id
    assert described["cards/1-pp_top_10/"]["variableMeasured"] == {"@id": "#value-cards-1-pp_top_10"}


def test_a_simulated_crate_says_so_in_both_languages(crate: Path) -> None:
    root = entities(crate)["./"]
    assert root["name"].startswith("SIMULATED: ") and root["alternateName"].startswith("【模擬データ】")
    assert root["creditText"].startswith("SIMULATED DATA. ")
    page = (crate / "ro-crate-preview.html").read_text(encoding="utf-8")
    assert "SIMULATED: an invented world" in page and "SIMULATED（模擬データ）" in page


def test_the_preview_leads_to_every_card(crate: Path) -> None:
    page = (crate / "ro-crate-preview.html").read_text(encoding="utf-8")
    links = [link for link in re.findall(r'href="([^"]+)"', page) if not link.startswith("https://")]
    assert links == [
        f"cards/{folder}/{name}"
        for folder in ("1-pp_top_10", "2-p")
        for name in ("card.en.html", "card.ja.html", "card.json", "records.csv")
    ]
    assert all((crate / link).is_file() for link in links)


def test_the_library_reads_the_crate_back(crate: Path) -> None:
    read = ROCrate(crate)
    assert read.version == "1.1"
    assert read.name.startswith("SIMULATED: Evidence cards")
    assert [entity.id for entity in read.get_by_type("CreateAction")] == [
        "#make-cards-1-pp_top_10", "#make-cards-2-p",
    ]  # fmt: skip


def test_a_zip_holds_the_same_files_under_names_that_stay_inside(base: Base, crate: Path, tmp_path: Path) -> None:
    wanted = asked(["pp_top_10", "p"], base.release, WHERE)
    for name in ("one.zip", "two.zip"):
        export_cards(base.session, base.about, wanted, tmp_path / name, author=AGENCY, now=NOW)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        names = packed.namelist()
        assert all(not name.startswith("/") and ".." not in name.split("/") and "\\" not in name for name in names)
        assert "cards/1-pp_top_10/" in names
        for name in names:
            if not name.endswith("/"):
                assert packed.read(name) == (crate / name).read_bytes()


def test_cards_are_asked_by_id_by_name_or_by_list_and_each_is_made_once(base: Base, tmp_path: Path) -> None:
    identifier = base.card("p", WHERE).id
    (tmp_path / "cards.txt").write_text(f"# our figures\n\n{identifier}\n  {identifier}  \nmncs\n", encoding="utf-8")
    wanted = asked([*read_list(tmp_path / "cards.txt"), "p"], base.release, WHERE)
    assert [one.indicator for one in wanted] == ["p", "mncs"]
    made = base.export.cards([identifier], tmp_path / "crate", format="parquet")
    assert made.cards == {identifier: "cards/1-p"}
    assert (tmp_path / "crate" / "cards" / "1-p" / "records.parquet").is_file()


@pytest.mark.parametrize(
    ("cards", "options", "said"),
    [
        ([], {}, "no card is named"),
        (["nope"], {}, "indicator 'nope' is not known"),
        (["../etc/passwd"], {}, "is not the name of an indicator"),
        (["p/country=JP;fractional/2020-01-01-other"], {}, "of release 2020-01-01-other, not"),
        (["hhi"], {"where": ["country=JP"]}, "leave out country"),
        (["p"], {"where": ["cntry=JP"]}, "key 'cntry' is not known"),
        (["p"], {"format": "xlsx"}, "format 'xlsx' is not known"),
        (["p"], {"author": "Agency <javascript:alert(1)>"}, "write NAME or NAME <https://...>"),
        (["p"], {"author": " "}, "write NAME or NAME <https://...>"),
        (["p"], {"counting": "half"}, "counting 'half' is not known"),
    ],
)
def test_a_wrong_call_says_what_to_do_and_leaves_nothing(
    base: Base, tmp_path: Path, cards: list[str], options: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        base.export.cards(cards, tmp_path / "crate.zip", **options)
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cards.xlsx").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(UsageError, match="not a text file in UTF-8"):
        read_list(tmp_path / "cards.xlsx")


def test_several_licences_are_all_named_one_without_a_page_in_its_own_words(tmp_path: Path) -> None:
    fillers = [
        Filler(name="a", title="A", url="https://a.example", licences=("CC0-1.0",), terms=("free",), citation="A 2026"),
        Filler(
            name="b",
            title="B",
            url=None,
            licences=("Terms of B", "CC0-1.0"),
            terms=(),
            citation=None,
            snapshots=({"snapshot": "s1", "sha256": "cd" * 32, "fetched_at": ""},),
        ),
    ]
    about = {"id": "r1", "fingerprint": "ef", "made_at": "2026-01-15", "code_version": "0.1.0", "simulated": False}
    placed = [Placed(card=CARD, folder="cards/1-p")]
    (tmp_path / "cards" / "1-p").mkdir(parents=True)
    (tmp_path / "cards" / "1-p" / "card.json").write_text(CARD.json(), encoding="utf-8")
    (tmp_path / "ro-crate-preview.html").write_text(preview(placed, about, fillers, "records.csv"), encoding="utf-8")
    describe(tmp_path, placed, about, fillers, organisation(None), NOW)
    described = entities(tmp_path)
    assert described["./"]["license"] == [{"@id": "https://spdx.org/licenses/CC0-1.0.html"}, {"@id": "#licence-2"}]
    assert described["#licence-2"]["name"] == "Terms of B"
    assert described["https://spdx.org/licenses/CC0-1.0.html"]["description"].startswith(
        "Terms of the data taken from A, B"
    )
    assert described["#b-s1"]["license"] == ["Terms of B", {"@id": "https://spdx.org/licenses/CC0-1.0.html"}]
    assert "dateModified" not in described["#b-s1"]


def test_the_preview_escapes_what_it_shows() -> None:
    about = {"id": "r1", "code_version": "<b>", "simulated": True}
    page = preview([Placed(card=HOSTILE, folder="cards/1-p")], about, [], "records.csv")
    assert "<script>alert" not in page and "<b>" not in page
    assert ' onload="' not in page


def test_the_command_takes_names_ids_and_a_list(released: Path, tmp_path: Path, rashinban: Run) -> None:
    first = rashinban("export", "cards", "p", "--where", "country=CN", "--to", tmp_path / "a.zip", base=released)
    assert first.returncode == 0, first.stderr
    ids = [line.split()[1] for line in first.stdout.splitlines()[:1]]
    assert [identifier.partition("/")[0] for identifier in ids] == ["p"]
    (tmp_path / "list.txt").write_text("\n".join(ids), encoding="utf-8")
    second = rashinban("export", "cards", "--from", tmp_path / "list.txt", "--to", tmp_path / "b", base=released)
    assert second.returncode == 0, second.stderr
    assert second.stdout.splitlines()[-1].startswith("SIMULATED")
    assert (tmp_path / "b" / "cards" / "1-p" / "card.json").is_file()
