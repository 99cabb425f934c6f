"""parse: nothing is lost, whatever the input; a process killed at any moment leaves nothing that counts."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from rashinban.engine import parts
from rashinban.errors import BaseDamaged, SourceError, UsageError
from rashinban.stages.parse import parse
from raw_base import parsed_content, parsed_rows, raw_snapshot

TESTS = Path(__file__).parents[1]


def work(number: int, **fields: Any) -> bytes:
    """A work with something in most tables."""
    return json.dumps(
        {
            "id": f"https://openalex.org/W{number}",
            "type": "article",
            "publication_year": 2020,
            "title": f"Work {number}",
            "authorships": [
                {
                    "author_position": "first",
                    "author": {"id": f"https://openalex.org/A{number}"},
                    "institutions": [{"id": f"https://openalex.org/I{number % 5}", "country_code": "JP"}],
                }
            ],
            "referenced_works": [f"https://openalex.org/W{number + 1}", f"https://openalex.org/W{number + 2}"],
            "updated_date": "2026-01-01",
        }
        | fields
    ).encode()


def counts(report: dict[str, Any]) -> tuple[int, int, int]:
    return report["records"], report["kept"], report["refused"]


def openalex(base: Path, **options: Any) -> Any:
    return parse(base, workers=1, **options).sources["openalex"]


def test_rows_know_where_they_were_found(tmp_path: Path) -> None:
    raw_snapshot(tmp_path, "openalex", "2026-01", {"a/part_000.gz": gzip.compress(work(1) + b"\n\n" + work(2))})
    openalex(tmp_path)
    rows = parsed_rows(tmp_path, "openalex", "citations", provenance=True)
    assert [(row["work_id"], row["cited_work_id"], row["_part"], row["_line"]) for row in rows] == [
        ("W1", "W2", "2026-01/a/part_000.gz", 1),
        ("W1", "W3", "2026-01/a/part_000.gz", 1),
        ("W2", "W3", "2026-01/a/part_000.gz", 3),
        ("W2", "W4", "2026-01/a/part_000.gz", 3),
    ]
    # The checksum is that of the record's bytes (CRC-32), so equal copies are told apart by nothing.
    works = parsed_rows(tmp_path, "openalex", "works", provenance=True)
    assert [row["_crc"] for row in works] == [zlib.crc32(work(1)), zlib.crc32(work(2))]
    for path in (tmp_path / "parsed" / "openalex").glob("*/*.parquet"):
        assert pq.read_schema(path).equals(parts.parsed_schema(path.parent.name)), path


def test_only_what_is_new_or_changed_is_parsed(tmp_path: Path) -> None:
    said: list[str] = []

    def parsed() -> list[str]:
        said.clear()
        openalex(tmp_path, progress=lambda what, done, total: said.append(what))
        return [each for each in said if each != "parsed"]

    raw_snapshot(tmp_path, "openalex", "s1", {"a.jsonl": work(1), "b.jsonl": work(2) + work(2)})
    assert sorted(parsed()) == ["s1/a.jsonl", "s1/b.jsonl"]
    assert parsed() == []
    raw_snapshot(tmp_path, "openalex", "s2", {"a.jsonl": work(3)})
    assert parsed() == ["s2/a.jsonl"]
    raw_snapshot(tmp_path, "openalex", "s2", {"a.jsonl": work(4, referenced_works=[])})
    assert parsed() == ["s2/a.jsonl"]
    # The part that was there before is gone with all its tables, the other snapshot's stays.
    assert {row["work_id"] for row in parsed_rows(tmp_path, "openalex", "works")} == {"W1", "W4"}
    assert {row["work_id"] for row in parsed_rows(tmp_path, "openalex", "citations")} == {"W1"}


def test_parts_of_a_snapshot_that_is_gone_are_removed(tmp_path: Path) -> None:
    raw_snapshot(tmp_path, "openalex", "s1", {"a.jsonl": work(1)})
    raw_snapshot(tmp_path, "openalex", "s2", {"a.jsonl": work(2)})
    openalex(tmp_path)
    for path in sorted((tmp_path / "raw" / "openalex" / "s1").iterdir()):
        path.unlink()
    (tmp_path / "raw" / "openalex" / "s1").rmdir()
    assert openalex(tmp_path)["records"] == 1
    assert [row["work_id"] for row in parsed_rows(tmp_path, "openalex", "works")] == ["W2"]


def test_names_of_parts_are_safe_and_differ(tmp_path: Path) -> None:
    names = ["a/b.gz", "a__b.gz", "a-b.gz", "日本.gz", "中国.gz", "x" * 240 + "1.gz", "x" * 240 + "2.gz"]
    stems = [parts.stem("s", name) for name in names]
    assert len(set(stems)) == len(names)
    assert all(len(stem) < 180 and stem.isascii() and "/" not in stem for stem in stems)
    assert parts.stem("2026-01", "works.jsonl.gz") == "2026-01--works.jsonl.gz"


def test_duplicate_ids_are_kept_for_link_to_decide(tmp_path: Path) -> None:
    raw_snapshot(tmp_path, "openalex", "s", {"a.jsonl": work(1) + b"\n" + work(1, title="Newer")})
    assert counts(openalex(tmp_path)) == (2, 2, 0)
    assert [row["title"] for row in parsed_rows(tmp_path, "openalex", "works")] == ["Work 1", "Newer"]


def test_a_refused_record_leaves_no_rows_behind(tmp_path: Path) -> None:
    """The topic row is added before the record is refused: nothing of it may stay."""

    raw_snapshot(tmp_path, "openalex", "s", {"a.jsonl": work(1) + b'\n{"id": "https://openalex.org/T1a"}\n' + work(2)})
    report = openalex(tmp_path)
    assert counts(report) == (3, 2, 1)
    assert [row["_line"] for row in parsed_rows(tmp_path, "openalex", "works", provenance=True)] == [1, 3]


PACKED = gzip.compress(b"\n".join(work(number) for number in range(2000)))


ODD = b'{"id": "https://openalex.org/W3", '


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id":', "invalid JSON: Input data was truncated"),
        (b"not JSON at all", "invalid JSON: JSON is malformed: invalid character"),
        (work(3) + b"}", "invalid JSON: JSON is malformed: trailing characters"),
        (ODD + b'"title": "\xff"}', "invalid UTF-8: invalid start byte"),
        (ODD + b'"mesh": "\xc3\x28"}', "invalid UTF-8: invalid continuation byte"),
        (ODD + b'"title": "\\ud800"}', "invalid JSON: Input data was truncated"),
        (ODD + b'"mesh": ' + b"[" * 100_000, "invalid JSON: maximum recursion depth exceeded"),
        (ODD + b'"title": ' + b"[" * 100_000, "invalid JSON: maximum recursion depth exceeded"),
        (ODD + b'"publication_year": "2020", "mesh": [}', "invalid JSON: JSON is malformed: invalid character"),
    ],
)
def test_a_bad_line_is_refused_and_the_rest_is_kept(tmp_path: Path, line: bytes, reason: str) -> None:
    raw_snapshot(tmp_path, "openalex", "s", {"a.jsonl": work(1) + b"\n" + line + b"\n" + work(2)})
    report = openalex(tmp_path)
    assert counts(report) == (3, 2, 1)
    (refused,) = parsed_rows(tmp_path, "openalex", "_refused")
    assert (refused["file"], refused["line"], refused["whole_record"]) == ("s/a.jsonl", 2, True)
    assert refused["reason"].startswith(reason)
    assert refused["raw"] == line[:4096].decode("utf-8", "backslashreplace")


HALF = len(PACKED) // 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (PACKED[:HALF], "gzip stream ends early"),
        (PACKED[:HALF] + b"\0" * 50 + PACKED[HALF + 50 :], "gzip stream is broken"),
    ],
)
def test_a_broken_file_is_read_up_to_the_break(tmp_path: Path, content: bytes, reason: str) -> None:
    raw_snapshot(tmp_path, "openalex", "s", {"a.gz": content, "b.jsonl": work(9)})
    report = openalex(tmp_path)
    assert report["records"] == report["kept"] + report["refused"]
    # Half of the 2,000 works could be read. What follows zeros in place of packed bytes may unpack to garbled
    # lines before that is noticed: they are refused one by one, and the file is called damaged.
    assert 900 < report["kept"] < 1200
    assert [found.startswith(reason) for found in report["damaged"].values()] == [True]
    end = max(parsed_rows(tmp_path, "openalex", "_refused"), key=lambda row: row["line"])
    assert (
        end["reason"] == f"{report['damaged']['s/a.gz']} after {report['records'] - 2:,} records; fetch the file again"
    )
    assert [row["work_id"] for row in parsed_rows(tmp_path, "openalex", "works")][-1] == "W9"
    assert parse(tmp_path, workers=1).damaged == (f"s/a.gz: {report['damaged']['s/a.gz']}",)


def test_a_file_that_breaks_off_keeps_its_last_whole_line(tmp_path: Path) -> None:
    """Random letters do not pack, so the place of the break is known: within the third record."""
    draw = random.Random(1)
    lines = [work(number, title="".join(draw.choices("abcdefgh", k=50_000))) for number in range(5)]
    packed = gzip.compress(b"\n".join(lines))
    raw_snapshot(tmp_path, "openalex", "s", {"a.gz": packed[: len(packed) // 2]})
    report = openalex(tmp_path)
    assert counts(report) == (3, 2, 1)
    (refused,) = parsed_rows(tmp_path, "openalex", "_refused")
    assert refused["reason"] == "gzip stream ends early after 2 records; fetch the file again"
    assert refused["raw"] == lines[2].decode()[:4096]


def test_a_line_of_200_mb_is_refused_in_little_memory(tmp_path: Path) -> None:
    """The process may use 700 MB of address space more than Python and Arrow need; the line alone has 200 MB."""
    path = tmp_path / "long.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(work(1) + b'\n{"id": "https://openalex.org/W2", "title": "')
        for _ in range(200):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}\n' + work(3))
    raw_snapshot(tmp_path / "base", "openalex", "s", {"long.gz": path.read_bytes()})
    script = f"""
from pathlib import Path
from rashinban.stages.parse import parse
report = parse(Path({str(tmp_path / "base")!r}), workers=1)
# Its own high-water mark: that of getrusage begins at the memory of the process that started it.
(peak,) = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(int(peak) // 1024)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 450
    report = openalex(tmp_path / "base")
    assert counts(report) == (3, 2, 1)
    (refused,) = parsed_rows(tmp_path / "base", "openalex", "_refused")
    assert refused["reason"] == "longer than 67,108,864 bytes; write one record a line"
    assert (refused["line"], refused["raw"]) == (2, None)


def test_every_kind_of_trouble_at_once_adds_up(tmp_path: Path) -> None:
    draw = random.Random(7)
    bad = [b"{", b'{"id": 1}', b"\xff\xfe", b"", b"  ", b'{"id": "https://openalex.org/X9"}', b"[]", b"null"]
    lines = [draw.choice(bad) if draw.random() < 0.3 else work(number) for number in range(3000)]
    raw_snapshot(tmp_path, "openalex", "s", {"a.jsonl": b"\n".join([work(0), *lines, work(1)])})
    report = openalex(tmp_path)
    blank = sum(not line.strip() for line in lines)
    good = sum(line.startswith(b'{"id": "https://openalex.org/W') for line in lines) + 2
    assert counts(report) == (3002 - blank, good, 3002 - blank - good)
    assert report["blank_lines"] == blank
    assert len(parsed_rows(tmp_path, "openalex", "_refused")) == report["refused"]
    assert report["rows"]["works"] == good
    assert report["rows"]["citations"] == 2 * good
    lines_of = {row["_line"] for row in parsed_rows(tmp_path, "openalex", "citations", provenance=True)}
    assert lines_of == {1, 3002} | {at for at, line in enumerate(lines, 2) if b"openalex.org/W" in line}


def test_report(tmp_path: Path) -> None:
    raw_snapshot(
        tmp_path,
        "openalex",
        "s",
        {"a.jsonl": b"\n".join([work(1, type="odd", mood="blue"), work(2), b"{", b""]), "b.jsonl": work(3, title=None)},
    )
    report = openalex(tmp_path)
    assert json.loads((tmp_path / "parsed" / "openalex" / "report.json").read_text()) == report
    assert {key: report[key] for key in ("files", "records", "kept", "refused", "blank_lines", "damaged")} == {
        "files": 2,
        "records": 4,
        "kept": 3,
        "refused": 1,
        "blank_lines": 0,
        "damaged": {},
    }
    assert report["refused_records"] == {"invalid JSON: Input data was truncated": 1}
    assert report["refused_values"] == {
        "works.type": {"unknown work type; add it to definitions/lookups/work_types.csv": 1}
    }
    assert report["unknown_fields"] == {"works.mood": 1}
    assert report["rows"]["works"] == 3
    # Two of three works have a title, two a type.
    works = report["coverage"]["works"]
    assert (works["work_id"], works["title"], works["type"], works["doi"]) == (1, round(2 / 3, 6), round(2 / 3, 6), 0)
    assert [(broken["table"], broken["column"]) for broken in report["expectations_broken"]] == [
        ("works", "type"),
        ("works", "title"),
        ("works", "source_id"),
    ]
    assert report["by_file"] == [
        {"part": "s/a.jsonl", "records": 3, "kept": 2, "refused": 1, "blank_lines": 0},
        {"part": "s/b.jsonl", "records": 1, "kept": 1, "refused": 0, "blank_lines": 0},
    ]
    text = parse(tmp_path, workers=1).text()
    assert text.splitlines()[0] == "openalex: 2 files, 4 records: 3 kept, 1 refused"
    assert "  expected otherwise: 66.7% of works have type, expected 99%: every work of OpenAlex has a type" in text


def test_an_empty_base_and_an_unknown_data_source(tmp_path: Path) -> None:
    assert parse(tmp_path, workers=1).sources == {}
    with pytest.raises(UsageError, match="data source 'openalx' is not known; known are .*openalex"):
        parse(tmp_path, data_sources=["openalx"])
    raw_snapshot(tmp_path, "openalex", "s", {})
    assert counts(openalex(tmp_path)) == (0, 0, 0)


def test_a_raw_file_that_is_missing_or_closed_to_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw_snapshot(tmp_path, "openalex", "s", {"a.jsonl": work(1)})
    path = tmp_path / "raw" / "openalex" / "s" / "a.jsonl"

    opened = Path.open

    def refuse(asked: Path, *mode: Any, **options: Any) -> Any:
        if asked == path:
            raise PermissionError(13, "Permission denied")
        return opened(asked, *mode, **options)

    # Root may read everything, so the refusal of the system is played.
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        with pytest.raises(SourceError, match=re.escape(f"{path}: cannot be read: Permission denied")):
            openalex(tmp_path)
    path.unlink()
    with pytest.raises(BaseDamaged, match=re.escape(f"{path}: missing; delete {path.parent} and fetch again")):
        openalex(tmp_path)
    assert parsed_rows(tmp_path, "openalex", "works") == []
    assert not list((tmp_path / "parsed").rglob("*.parquet"))


def test_two_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"part_{n}.jsonl": b"\n".join(work(n * 100 + k) for k in range(100)) for n in range(5)}
    monkeypatch.setattr("rashinban.stages.parse._SMALL", 0)
    for name, workers in (("one", 1), ("two", 2)):
        raw_snapshot(tmp_path / name, "openalex", "s", files)
        parse(tmp_path / name, workers=workers)
    assert parsed_content(tmp_path / "one", "openalex") == parsed_content(tmp_path / "two", "openalex")


def test_batches_and_groups_do_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many records are turned into arrays or written at once, the rows are the same."""
    lines = [work(number) if number % 7 else b'{"id": 0}' for number in range(300)]
    for name, batch, group in (("large", 10**9, 10**9), ("small", 1, 1), ("odd", 3_000, 10_000)):
        monkeypatch.setattr(parts, "_BATCH_BYTES", batch)
        monkeypatch.setattr(parts, "_GROUP_BYTES", group)
        raw_snapshot(tmp_path / name, "openalex", "s", {"a.jsonl": b"\n".join(lines)})
        openalex(tmp_path / name)
    assert parsed_content(tmp_path / "large", "openalex") == parsed_content(tmp_path / "small", "openalex")
    assert parsed_content(tmp_path / "large", "openalex") == parsed_content(tmp_path / "odd", "openalex")


def test_what_a_killed_process_left_is_swept_away(tmp_path: Path) -> None:
    raw_snapshot(tmp_path, "openalex", "s", {"a.jsonl": work(1)})
    folder = tmp_path / "parsed" / "openalex"
    for name in ("works/.new-s--a.jsonl.parquet", "works/s--gone.jsonl.parquet", "_parts/.s--a.jsonl.json.17"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"half")
    openalex(tmp_path)
    assert sorted(path.name for path in folder.glob("works/*")) == ["s--a.jsonl.parquet"]
    assert sorted(path.name for path in folder.glob("_parts/*")) == ["s--a.jsonl.json"]


PARSE = """
import sys
from pathlib import Path
from rashinban.stages.parse import parse
print("begins", flush=True)
parse(Path(sys.argv[1]), workers=1)
"""


def test_killed_at_any_moment_and_run_again_gives_the_same(tmp_path: Path) -> None:
    files = {f"part_{n}.jsonl": b"\n".join(work(n * 3000 + k) for k in range(3000)) for n in range(4)}
    raw_snapshot(tmp_path / "whole", "openalex", "s", files)
    openalex(tmp_path / "whole")
    expected = parsed_content(tmp_path / "whole", "openalex")

    raw_snapshot(tmp_path / "killed", "openalex", "s", files)
    draw = random.Random(3)
    killed = 0
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", PARSE, str(tmp_path / "killed")], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(draw.uniform(0.0, 0.25))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
        process.stdout.close()
        # Whatever has a marker is whole.
        folder = tmp_path / "killed" / "parsed" / "openalex"
        for stem in parts.markers(folder):
            marker = json.loads((folder / "_parts" / f"{stem}.json").read_text())
            for table, rows in marker["rows"].items():
                assert pq.read_metadata(folder / table / f"{stem}.parquet").num_rows == rows
    assert killed > 0
    report = openalex(tmp_path / "killed")
    assert counts(report) == (12_000, 12_000, 0)
    assert parsed_content(tmp_path / "killed", "openalex") == expected


REAL = {
    "openalex-works-geoscience": "*.jsonl.gz",
    "openalex-works-mixed": "*.jsonl.gz",
    "openalex-citation-networks-ipbes": "*_nodes.jsonl.gz",
    "openalex-entities": "**/*.gz",
    "samples/openalex": "openalex.org_*.json",
}


@pytest.mark.shared
def test_real_data(tmp_path: Path, shared: Path) -> None:
    """Every record of the real sets is taken; what is set aside was looked at one by one."""
    files = {
        f"{folder.replace('/', '_')}/{path.relative_to(shared / folder).as_posix()}": path.read_bytes()
        for folder, pattern in REAL.items()
        for path in sorted((shared / folder).glob(pattern))
    }
    raw_snapshot(tmp_path, "openalex", "s", files)
    report = openalex(tmp_path)
    assert report["kept"] == report["records"] > 25_000
    assert report["refused_values"] == {
        # One fixture names the institution I-1.
        "affiliations.institution_id": {"not an OpenAlex id (I and digits)": 1},
        "institutions.institution_id": {"not an OpenAlex id (I and digits)": 1},
        # 0033-4533, in the three copies of one record: its check digit should be 9.
        "sources.issn_l": {"ISSN check digit is wrong": 3},
    }
    assert report["unknown_fields"] == {}
    assert report["expectations_broken"] == []
    works = [row for row in report["by_file"] if row["part"].endswith("works_all_latest.jsonl.gz")]
    assert [row["kept"] for row in works] == [5842]
    rows = parsed_rows(tmp_path, "openalex", "works", provenance=True)
    latest = [row for row in rows if row["_part"].endswith("works_all_latest.jsonl.gz")]
    # The figures of the data set's own description: 59 % abstracts, 98 % topics.
    assert round(sum(row["abstract"] is not None for row in latest) / len(latest), 2) == 0.59
    assert round(sum(row["primary_topic_id"] is not None for row in latest) / len(latest), 2) == 0.98
    cited = [
        row
        for row in parsed_rows(tmp_path, "openalex", "citations", provenance=True)
        if row["_part"].endswith("works_all_latest.jsonl.gz")
    ]
    assert len(cited) == 213_286
