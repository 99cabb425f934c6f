"""A step is whole or absent, whatever happens while it is written."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from needs import absent
from rashinban.engine import open_engine
from rashinban.engine.store import read_manifest, sweep_steps, verify_step, write_json, write_step
from rashinban.errors import BaseDamaged, RashinbanError

# A process that writes the step again and again: run n holds a table of n rows. It says each n when done.
WRITER = """
import os, sys
from itertools import count
from pathlib import Path
import pyarrow as pa, pyarrow.parquet as pq
from rashinban.engine.store import read_manifest, write_step

folder = Path(sys.argv[1])

def fill(n):
    def into(place):
        (place / "inner").mkdir()
        pq.write_table(pa.table({"n": list(range(n))}), place / "part-0.parquet")
        pq.write_table(pa.table({"n": list(range(n))}), place / "inner" / "part-1.parquet")
        return {"n": n}
    return into
"""
LOOP = """
found = read_manifest(folder)
for n in count((found.about["n"] if found else 0) + 1):
    write_step(folder, step="kb/numbers", fingerprint=str(n), fill=fill(n))
    print(n, flush=True)
"""
# The process ends itself, as kill -9 would, in place of the call numbered sys.argv[2] of those that count.
DIE = """
import shutil, signal
calls = 0
def dying(real):
    def call(*args, **options):
        global calls
        calls += 1
        if calls == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **options)
    return call
write_step(folder, step="kb/numbers", fingerprint="1", fill=fill(1))
Path.replace, Path.rename, os.fsync, shutil.rmtree = map(dying, (Path.replace, Path.rename, os.fsync, shutil.rmtree))
write_step(folder, step="kb/numbers", fingerprint="2", fill=fill(2))
print(calls)
"""


def numbers(n: int) -> pa.Table:
    return pa.table({"n": list(range(n))})


def write(folder: Path, n: int) -> None:
    def fill(place: Path) -> Mapping[str, object]:
        pq.write_table(numbers(n), place / "part-0.parquet")
        return {"n": n}

    write_step(folder, step="kb/numbers", fingerprint=str(n), fill=fill)


def held(folder: Path) -> object:
    manifest = read_manifest(folder)
    assert manifest is not None
    return manifest.about["n"]


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def test_manifest_says_what_the_step_holds(tmp_path: Path) -> None:
    write(tmp_path / "numbers", 3)
    manifest = read_manifest(tmp_path / "numbers")
    assert manifest is not None
    assert (manifest.step, manifest.fingerprint, manifest.rows, manifest.about) == ("kb/numbers", "3", 3, {"n": 3})
    assert [(entry.name, entry.rows) for entry in manifest.files] == [("part-0.parquet", 3)]
    assert verify_step(tmp_path / "numbers") == []
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("error", [ValueError("bad row"), KeyboardInterrupt()])
def test_failure_while_filling_leaves_the_old_step(tmp_path: Path, error: BaseException) -> None:
    folder = tmp_path / "numbers"
    write(folder, 3)

    def fill(place: Path) -> None:
        pq.write_table(numbers(9), place / "part-0.parquet")
        raise error

    with pytest.raises(type(error)):
        write_step(folder, step="kb/numbers", fingerprint="9", fill=fill)
    assert held(folder) == 3
    assert verify_step(folder) == []
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("number", [1, 2])
def test_failure_between_the_renames_puts_the_old_step_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    folder = tmp_path / "numbers"
    write(folder, 3)
    real, calls = Path.rename, []

    def rename(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == number:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        write(folder, 9)
    assert held(folder) == 3
    assert verify_step(folder) == []


def test_kill_at_any_call_leaves_a_whole_step(tmp_path: Path) -> None:
    """Each call that changes names or makes bytes durable is the last one once, until the write gets through."""
    seen = set()
    for number in range(1, 100):
        folder = tmp_path / str(number) / "numbers"
        ended = subprocess.run(
            [sys.executable, "-c", WRITER + DIE, str(folder), str(number)], capture_output=True, text=True, check=False
        )
        assert ended.returncode in (0, -9), ended.stderr
        assert held(folder) in (1, 2)
        assert verify_step(folder) == []
        seen.add(held(folder))
        write(folder, 7)
        assert held(folder) == 7
        assert verify_step(folder) == []
        assert hidden(folder.parent) == []
        if ended.returncode == 0:
            break
    else:
        pytest.fail("the write never got through")
    assert seen == {1, 2}


def test_kill_at_random_moments_never_loses_a_finished_step(tmp_path: Path) -> None:
    folder, draw = tmp_path / "numbers", random.Random(20)
    written = 0
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER + LOOP, str(folder)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            first = int(writer.stdout.readline())
            assert first > written
            time.sleep(draw.uniform(0, 0.15))
            writer.kill()
            written = max([first, *map(int, writer.stdout.read().split())])
        assert held(folder) in (written, written + 1)
        assert verify_step(folder) == []


def test_a_reader_may_finish_what_the_writer_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "numbers"
    write(folder, 3)
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        made = real(self, target)
        if target.name == ".numbers.old":
            monkeypatch.setattr(Path, "rename", real)
            assert held(folder) == 9
        return made

    monkeypatch.setattr(Path, "rename", rename)
    write(folder, 9)
    assert held(folder) == 9
    assert hidden(tmp_path) == []


def test_what_a_killed_writer_left_beside_a_whole_step_is_swept_away(tmp_path: Path) -> None:
    for name in ("works", "authors"):
        write_step(tmp_path / name, step=name, fingerprint="1", fill=lambda place: {})
    # Killed while it removed the old works; and between the two renames of authors.
    (tmp_path / ".works.old").mkdir()
    (tmp_path / "authors").rename(tmp_path / ".authors.new")
    # Of a step that was never finished nothing is known.
    (tmp_path / ".topics.new").mkdir()
    sweep_steps(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [".topics.new", "authors", "works"]


def test_verify_finds_what_is_wrong_with_each_file(tmp_path: Path) -> None:
    folder = tmp_path / "numbers"

    def fill(place: Path) -> None:
        for number in range(4):
            pq.write_table(numbers(50 + number), place / f"part-{number}.parquet")

    write_step(folder, step="kb/numbers", fingerprint="1", fill=fill)
    truncated, altered, missing = (folder / f"part-{number}.parquet" for number in range(3))
    os.truncate(truncated, truncated.stat().st_size - 1)
    content = bytearray(altered.read_bytes())
    content[len(content) // 2] ^= 1
    altered.write_bytes(bytes(content))
    missing.unlink()
    (folder / "more.parquet").write_bytes(b"")
    assert verify_step(folder) == [
        f"{truncated}: bytes differ from the manifest; delete {folder} and run `rashinban update`",
        f"{altered}: bytes differ from the manifest; delete {folder} and run `rashinban update`",
        f"{missing}: missing; run `rashinban update`",
        f"{folder / 'more.parquet'}: not in the manifest; delete it",
    ]


def test_step_without_manifest_is_not_finished(tmp_path: Path) -> None:
    (tmp_path / "numbers").mkdir()
    assert read_manifest(tmp_path / "numbers") is None
    assert verify_step(tmp_path / "numbers") == [
        f"{tmp_path / 'numbers'}: no manifest: the step was not finished; run `rashinban update`"
    ]
    write(tmp_path / "numbers", 2)
    assert held(tmp_path / "numbers") == 2


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"files": [{"name": "a"}]}', '{"files": 3}'])
def test_unreadable_manifest_is_damage(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(BaseDamaged, match=r"not a manifest .*delete the folder and run `rashinban update`"):
        read_manifest(tmp_path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        absent(f"a full disk needs the right to mount a small one: {mounted.stderr.strip()}")
    yield place
    # Lazily: the JVM closes the file that it could not finish when it collects its garbage.
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def noise(rows: int) -> pa.Table:
    return pa.table({"x": [os.urandom(32).hex() for _ in range(rows)]})


@pytest.mark.parametrize("engine_name", [None, "duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def test_full_disk_is_said_and_leaves_the_old_step(
    small_disk: Path, engine_name: str | None, request: pytest.FixtureRequest
) -> None:
    folder = small_disk / "kb" / "noise"
    write(folder, 5)

    def fill(place: Path) -> None:
        if engine_name is None:
            pq.write_table(noise(60_000), place / "part-0.parquet")
        else:
            engine = request.getfixturevalue(engine_name)
            engine.attach_table("noise", noise(60_000))
            engine.write("select * from noise", place)

    with pytest.raises(RashinbanError, match=rf"disk full at {small_disk}.*: free space and run again"):
        write_step(folder, step="kb/noise", fingerprint="9", fill=fill)
    assert held(folder) == 5
    assert verify_step(folder) == []
    assert hidden(folder.parent) == []
    if engine_name != "spark":
        # The JVM keeps the file that it could not finish open, and with it the room, until it ends.
        write(folder, 6)
        assert held(folder) == 6


def test_full_disk_while_writing_json(small_disk: Path) -> None:
    path = small_disk / "report.json"
    write_json(path, {"rows": 1})
    with pytest.raises(RashinbanError, match=f"disk full at {path}: free space"):
        write_json(path, {"text": "x" * 3_000_000})
    assert path.read_text() == '{\n "rows": 1\n}\n'
    assert [each.name for each in small_disk.iterdir()] == ["report.json"]


def test_no_room_to_spill_is_said(small_disk: Path) -> None:
    engine = open_engine("duckdb", memory_limit="20MB", threads=1, temporary=small_disk)
    with pytest.raises(RashinbanError, match=rf"memory limit and the room to spill in {small_disk}\S* are used up"):
        engine.query("select count(*) as n from (select distinct hash(i) as h from range(5000000) as t(i)) as s")
    engine.close()
    assert list(small_disk.iterdir()) == []
