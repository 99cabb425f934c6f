"""Bad input through the whole chain: one clear line, nothing lost, and the last release goes on answering."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from needs import absent
from rashinban.access.api import Base
from rashinban.engine import open_engine
from rashinban.engine.lock import hold
from rashinban.errors import SourceError
from rashinban.measure.kept import Ahead
from rashinban.simulate import simulate
from rashinban.stages.check import check
from rashinban.stages.fetch import fetch
from rashinban.stages.link import link
from rashinban.stages.parse import parse
from rashinban.stages.release import current_release
from rashinban.stages.update import Updated, update

#: A simulated world without its authors' profiles, which would be most of the bytes.
PARTS = ("works", "institutions", "topics", "SIMULATED.json")
NOBODY = 65534


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulated") / "world"
    simulate(40, 3, folder)
    return folder


@pytest.fixture(scope="module")
def released(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base with a release; tests work on copies."""
    base = tmp_path_factory.mktemp("released") / "base"
    fetch(base, "openalex", from_paths=[world / part for part in PARTS])
    updated(base)
    return base


@pytest.fixture
def base(released: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(released, tmp_path / "base", symlinks=True))


def updated(base: Path) -> Updated:
    engine = open_engine("duckdb", temporary=base / ".spill")
    try:
        return update(base, engine, questions=(Ahead(by=("country",)),))
    finally:
        engine.close()


def lines_of(world: Path) -> list[bytes]:
    return [line for path in sorted(world.glob("works/*/*.gz")) for line in gzip.open(path).read().splitlines()]


def packed(path: Path, lines: Sequence[bytes]) -> Path:
    path.write_bytes(gzip.compress(b"\n".join(lines)))
    return path


def command(*words: object, base: Path) -> subprocess.CompletedProcess[str]:
    """The console command."""
    call = [sys.executable, "-m", "rashinban.cli", *map(str, words), "--base", str(base)]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def bad_news(done: subprocess.CompletedProcess[str], *words: str, code: int = 1) -> None:
    """The command ended with one line that says these words; progress may stand before it."""
    lines = [line for line in done.stderr.splitlines() if line.startswith("rashinban: ")]
    assert done.returncode == code, done.stderr
    assert len(lines) == 1 and "Traceback" not in done.stderr, done.stderr
    for word in words:
        assert word in lines[0], lines[0]


def answers(base: Path) -> list[str | None]:
    """What the current release answers."""
    with Base(base) as opened:
        return sorted(str(value) for value in opened.show("p", "country").to_arrow()["country"].to_pylist())


def report(base: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((base / "parsed/openalex/report.json").read_text(encoding="utf-8"))
    return found


def test_bad_records_are_kept_apart_and_counted(world: Path, base: Path, tmp_path: Path) -> None:
    whole = lines_of(world)
    before = {row["work_id"] for row in pq.read_table(base / "kb/works/part-0.parquet").to_pylist()}

    def changed(number: int, **values: object) -> bytes:
        return json.dumps({**json.loads(whole[0]), "id": f"https://openalex.org/W{number}", **values}).encode()

    bad = packed(
        tmp_path / "bad.jsonl.gz",
        [
            changed(1, publication_year="soon", cited_by_count="many", authorships=5),
            b'{"id": "https://openalex.org/W2", "title": "caf\\xe9"}'.replace(b"\\xe9", b"\xe9"),
            changed(3, type="hologram"),
            b'{"id": "https://openalex.org/W4", "title": ',
            changed(5, publication_year=2202, publication_date="2202-01-01"),
            changed(6, cited_by_count=7),
            changed(6, cited_by_count=7),
            changed(6, cited_by_count=1, updated_date="2020-01-01"),
            b"",
            b"[]",
            changed(9, id=None),
            whole[1],
        ],
    )
    fetch(base, "openalex", from_paths=[bad])
    done = updated(base)
    said = report(base)
    file = next(entry for entry in said["by_file"] if entry["part"].endswith("bad.jsonl.gz"))  # type: ignore[attr-defined]
    assert {key: file[key] for key in ("records", "kept", "refused", "blank_lines")} == {
        "records": 11, "kept": 7, "refused": 4, "blank_lines": 1,
    }  # fmt: skip
    assert said["records"] == said["kept"] + said["refused"]  # type: ignore[operator]
    assert said["refused_values"] == {
        "works.authorships": {"Expected `array | null`, got `int`": 1},
        "works.cited_by_count": {"Expected `int | null`, got `str`": 1},
        "works.publication_date": {"year outside 1000..2050": 1},
        "works.publication_year": {"Expected `int | null`, got `str`": 1, "year outside 1000..2050": 1},
        "works.type": {"unknown work type; add it to definitions/lookups/work_types.csv": 1},
    }
    works = {row["work_id"]: row for row in pq.read_table(base / "kb/works/part-0.parquet").to_pylist()}
    assert works.keys() - before == {"W1", "W3", "W5", "W6"} and before < works.keys()
    assert (works["W1"]["publication_year"], works["W3"]["type"], works["W5"]["publication_year"]) == (None,) * 3
    assert works["W6"]["cited_by_count"] == 7
    about = json.loads((base / "kb/works/manifest.json").read_text(encoding="utf-8"))["about"]
    assert (about["superseded"], about["copy"]) == (1, 2)
    assert "  refused 1: no id" in done.parsed.text()
    assert [finding for finding in check(base) if finding.fault] == []


def test_a_file_that_breaks_off_ends_the_update(world: Path, base: Path, tmp_path: Path) -> None:
    release, told = current_release(base), answers(base)
    half = packed(tmp_path / "half.jsonl.gz", lines_of(world)).read_bytes()[:-2000]
    (tmp_path / "half.jsonl.gz").write_bytes(half)
    snapshot = fetch(base, "openalex", from_paths=[tmp_path / "half.jsonl.gz"]).snapshot
    bad_news(command("update", base=base), f"{snapshot}/half.jsonl.gz: gzip stream ends early", "fetch it again")
    said = report(base)
    assert said["records"] == said["kept"] + said["refused"]  # type: ignore[operator]
    assert (current_release(base), answers(base)) == (release, told)
    shutil.rmtree(base / "raw" / "openalex" / snapshot)
    assert updated(base).release == release


def test_a_line_of_200_megabytes_is_refused_in_little_memory(base: Path, world: Path, tmp_path: Path) -> None:
    with gzip.open(tmp_path / "long.jsonl.gz", "wb", compresslevel=1) as stream:
        stream.write(lines_of(world)[0] + b'\n{"id": "https://openalex.org/W7", "title": "')
        for _ in range(200):
            stream.write(b"a" * 1024 * 1024)
        stream.write(b'"}\n' + lines_of(world)[1] + b"\n")
    fetch(base, "openalex", from_paths=[tmp_path / "long.jsonl.gz"])
    # VmHWM is of the process's own memory; getrusage would also count what its parent had when it was started.
    told = (
        "import sys; from rashinban.cli import app; sys.argv[0] = 'rashinban'; app(standalone_mode=False);"
        "print(*(line for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    arguments = [sys.executable, "-c", told, "parse", "--workers", "1", "--base", str(base)]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert "refused 1: longer than 67,108,864 bytes; write one record a line" in done.stdout
    assert int(done.stdout.split()[-2]) < 700 * 1024
    file = next(entry for entry in report(base)["by_file"] if entry["part"].endswith("long.jsonl.gz"))  # type: ignore[attr-defined]
    assert (file["records"], file["kept"], file["refused"]) == (3, 2, 1)


def test_what_is_not_there_is_said(base: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    bad_news(command("fetch", "openalex", "--from", tmp_path / "empty", base=base), "empty: the folder holds no data")
    bad_news(command("fetch", "openalex", "--from", tmp_path / "gone", base=base), "no such file", code=2)
    bad_news(command("update", base=tmp_path / "new"), "nothing is fetched yet", "rashinban fetch")
    assert not (tmp_path / "new").exists()
    source = tmp_path / "base" / "raw"
    bad_news(
        command("fetch", "openalex", "--from", source, base=tmp_path / "file"),
        "cannot be made (Not a directory)",
        "--base",
    )
    assert command("fetch", "openalex", "--from", base / "raw/openalex", base=tmp_path / "other").returncode == 0


#: Runs the command as another user; everything is imported before, since that user may not read this Python.
AS_NOBODY = """
import os, sys
import rashinban.access.api, rashinban.access.progress, rashinban.access.serialisers.table
import rashinban.stages.fetch, rashinban.stages.update, rashinban.data_sources.openalex, rashinban.cli
import rashinban.data_sources.openalex.fetch, rashinban.engine.duck, rich.console
os.setgid({user}); os.setuid({user})
sys.argv = ["rashinban", *{words!r}]
rashinban.cli.main()
"""


def as_nobody(*words: object, base: Path) -> subprocess.CompletedProcess[str]:
    if os.getuid() != 0:
        absent("only root can run a command as another user")
    for folder in [base, *base.parents]:
        if folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o755)
    code = AS_NOBODY.format(user=NOBODY, words=[*map(str, words), "--base", str(base)])
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_folders_without_permission_are_said_and_a_base_is_read_all_the_same(base: Path, tmp_path: Path) -> None:
    release, told = current_release(base), answers(base)
    closed = tmp_path / "outer" / "closed"
    closed.mkdir(parents=True)
    (closed / "works.jsonl").write_text("{}", encoding="utf-8")
    mine = tmp_path / "mine"
    mine.mkdir()
    os.chown(mine, NOBODY, NOBODY)
    done = as_nobody("fetch", "openalex", "--from", closed.parent, base=mine)
    assert done.returncode == 0, done.stderr
    closed.chmod(0o000)
    bad_news(
        as_nobody("fetch", "openalex", "--from", closed.parent, base=mine), "closed: cannot be read (Permission denied)"
    )
    bad_news(as_nobody("update", base=base), "no permission to write", "--base")
    shown = as_nobody("show", "p", "--by", "country", "--format", "csv", base=base)
    assert shown.returncode == 0 and len(shown.stdout.splitlines()) == len(told) + 1, shown.stderr
    assert (current_release(base), answers(base)) == (release, told)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    call = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    mounted = subprocess.run(call, capture_output=True, text=True, check=False)
    if mounted.returncode:
        absent(f"a small file system cannot be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize(("stage", "left"), [("parse", 8 * 1024), ("link", 0), ("build", 8 * 1024)])
def test_a_full_disk_is_said_by_each_stage(
    released: Path, world: Path, small_disk: Path, stage: str, left: int
) -> None:
    base = Path(shutil.copytree(released, small_disk / "base", symlinks=True))
    release, told = current_release(base), answers(base)
    more = packed(small_disk / "more.jsonl.gz", [line.replace(b"/W9", b"/W8") for line in lines_of(world)])
    fetch(base, "openalex", from_paths=[more])
    with hold(base):
        if stage != "parse":
            parse(base)
        if stage == "build":
            link(base)
    filler = small_disk / "filler"
    with filler.open("wb") as stream:
        free = os.statvfs(small_disk)
        stream.write(bytes(max(free.f_bavail * free.f_frsize - left, 0)))
    bad_news(command("update", base=base), "disk full at", str(base), "free space and run again")
    assert (current_release(base), answers(base)) == (release, told)
    filler.unlink()
    assert updated(base).release != release
    assert [finding for finding in check(base) if finding.fault] == []


def test_update_in_python_raises_the_same(base: Path, tmp_path: Path) -> None:
    (tmp_path / "half.jsonl.gz").write_bytes(gzip.compress(b'{"id": "https://openalex.org/W1"}\n' * 1000)[:-9])
    fetch(base, "openalex", from_paths=[tmp_path / "half.jsonl.gz"])
    with pytest.raises(SourceError, match=r"half\.jsonl\.gz: gzip stream"):
        updated(base)
