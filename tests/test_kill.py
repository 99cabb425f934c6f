"""A process killed at any moment leaves the last release whole, and the next run ends with the same content."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from needs import absent
from parsed_base import content, parsed_part
from rashinban.access.api import Base
from rashinban.engine import open_engine
from rashinban.engine.lock import hold
from rashinban.engine.store import MANIFEST, verify_step
from rashinban.errors import BaseInUse, RashinbanError
from rashinban.measure.kept import Ahead
from rashinban.simulate import simulate
from rashinban.stages.check import check
from rashinban.stages.fetch import fetch
from rashinban.stages.link import link
from rashinban.stages.publish import publish
from rashinban.stages.release import current_release, open_release
from rashinban.stages.update import update

#: Links and publishes for ever, changing one part each time; prints a line when a round begins.
WORKER = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_kill import grown
from rashinban.engine.lock import hold
from rashinban.stages.link import link
from rashinban.stages.publish import publish
base, version = Path({base!r}), {version}
while True:
    print(version, flush=True)
    with hold(base):
        grown(base, version)
        link(base, known_areas={{}})
        publish(base)
    version += 1
"""


def grown(base: Path, version: int) -> None:
    """A base whose second part says something else in each version."""
    works = [{"work_id": f"W{n}", "updated_date": "2026-01-01", "cited_by_count": n} for n in range(300)]
    parsed_part(base, "openalex", "s", "first", {n: {"works": [work]} for n, work in enumerate(works, 1)})
    changed = [{"work_id": f"W{n}", "updated_date": "2026-02-01", "cited_by_count": version} for n in range(100)]
    lines = {
        n: {"works": [work], "citations": [{"work_id": work["work_id"], "cited_work_id": f"W{version}"}]}
        for n, work in enumerate(changed, 1)
    }
    parsed_part(base, "openalex", "s", "second", lines)


def whole(base: Path) -> None:
    """The current release opens and each of its files is as promised."""
    folder = open_release(base)
    for manifest in folder.rglob(MANIFEST):
        assert verify_step(manifest.parent) == []


def test_kill_at_random_moments(tmp_path: Path) -> None:
    base, chance = tmp_path / "base", random.Random(20261122)
    grown(base, 1)
    link(base, known_areas={})
    publish(base)
    version, last = 1, current_release(base)
    for _ in range(6):
        code = WORKER.format(tests=str(Path(__file__).parent), base=str(base), version=version + 1)
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.0, 1.5))
            os.kill(process.pid, signal.SIGKILL)
            version = max([version + 1, *(int(line) for line in process.stdout)])
        whole(base)
    # The next run goes on from what is there and ends where a run that was never killed ends.
    grown(base, version)
    link(base, known_areas={})
    publish(base)
    calm = tmp_path / "calm"
    grown(calm, version)
    link(calm, known_areas={})
    publish(calm)
    assert content(base) == content(calm)
    assert current_release(base) == current_release(calm) != last
    assert [finding for finding in check(base) if finding.fault] == []


def test_the_second_of_two_updates_is_told_who_holds_the_base(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from rashinban.engine.lock import hold\n"
        f"with hold(Path({str(tmp_path)!r})):\n    print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            process.stdout.readline()
            with pytest.raises(BaseInUse, match=f"process {process.pid} on"), hold(tmp_path):
                pass
        finally:
            process.kill()
    with hold(tmp_path):
        pass


def test_a_full_disk_is_said_and_the_last_release_stays(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(small)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        absent(f"a small file system cannot be mounted here: {mounted.stderr.strip()}")
    try:
        grown(small, 1)
        link(small, known_areas={})
        name = publish(small)
        stuff = random.Random(1).randbytes(12_000)
        lines = {
            n: {"works": [{"work_id": f"W{n}", "updated_date": "2027", "abstract": (stuff[n * 20 :]).hex()[:8000]}]}
            for n in range(1, 200)
        }
        parsed_part(small, "openalex", "s", "second", lines)
        with (small / "filler").open("wb") as filler:
            left = os.statvfs(small)
            filler.write(bytes(left.f_bavail * left.f_frsize - 64 * 1024))
        with pytest.raises(RashinbanError, match="disk full"):
            link(small, known_areas={})
        assert current_release(small) == name
        whole(small)
        (small / "filler").unlink()
        link(small, known_areas={})
        assert publish(small) != name
        whole(small)
    finally:
        subprocess.run(["umount", str(small)], check=True)


#: One update as the command line runs it, with a line on stdout for each step that it begins. `wait` is of the lock.
UPDATE = """
import sys
from pathlib import Path
from rashinban.engine import open_engine
from rashinban.errors import RashinbanError
from rashinban.measure.kept import Ahead
from rashinban.stages.update import update
base = Path({base!r})
engine = open_engine("duckdb", temporary=base / ".spill")
try:
    asked = (Ahead(by=("country",)),)
    done = update(base, engine, wait={wait}, questions=asked, progress=lambda *at: print(*at, flush=True))
except RashinbanError as error:
    sys.exit(str(error))
finally:
    engine.close()
print("release", done.release)
"""

#: A simulated world without its authors' file, which would be most of the work and none of the point.
PARTS = ("works", "institutions", "topics", "sources", "merged_ids", "SIMULATED.json")


@dataclass(frozen=True, kw_only=True)
class Grown:
    """A base with a release, and new raw files that are not in it; and what an undisturbed update makes of them."""

    base: Path
    before: str
    said_before: list[dict[str, object]]
    after: str
    said_after: list[dict[str, object]]
    calm: Path


def said(base: Path) -> list[dict[str, object]]:
    """What the current release answers; sums of doubles differ in the last digits from run to run."""
    with Base(base) as opened:
        rows = opened.show("p,pp_top_10", "country").to_arrow().to_pylist()
    exact = [{k: float(f"{v:.9g}") if isinstance(v, float) else v for k, v in row.items()} for row in rows]
    return sorted(exact, key=repr)


def updated(base: Path) -> str:
    engine = open_engine("duckdb", temporary=base / ".spill")
    try:
        return update(base, engine, questions=(Ahead(by=("country",)),)).release
    finally:
        engine.close()


def start(base: Path, *, wait: float = 0.0) -> subprocess.Popen[str]:
    code = UPDATE.format(base=str(base), wait=wait)
    return subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    )


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Grown:
    folder = tmp_path_factory.mktemp("grown")
    base, calm = folder / "base", folder / "calm"
    for number, works in enumerate((60, 90)):
        simulate(works, number, folder / f"world{number}")
        world = folder / f"world{number}"
        fetch(base, "openalex", from_paths=[world / part for part in PARTS])
        if number == 0:
            before = updated(base)
            said_before = said(base)
    shutil.copytree(base, calm, symlinks=True)
    after = updated(calm)
    assert after != before
    return Grown(base=base, before=before, said_before=said_before, after=after, said_after=said(calm), calm=calm)


@pytest.mark.parametrize("seed", [1, 2])
def test_updates_killed_at_random_steps_end_where_a_calm_one_ends(ready: Grown, tmp_path: Path, seed: int) -> None:
    base, chance = tmp_path / "base", random.Random(seed)
    shutil.copytree(ready.base, base, symlinks=True)
    for _ in range(3):
        with start(base) as process:
            assert process.stdout is not None
            # At a step chosen by chance, a moment chosen by chance after it has begun.
            for _ in zip(range(chance.randrange(1, 45)), process.stdout, strict=False):
                pass
            time.sleep(chance.uniform(0.0, 0.3))
            process.send_signal(signal.SIGKILL)
        now = current_release(base)
        assert (now, said(base)) in ((ready.before, ready.said_before), (ready.after, ready.said_after))
        whole(base)
    assert updated(base) == ready.after
    assert said(base) == ready.said_after
    assert content(base) == content(ready.calm)
    assert [finding for finding in check(base) if finding.fault] == []
    # Nothing of the killed processes is left.
    # (The index has a file whose name begins with a point; check knows it from the manifest.)
    left = [p for p in base.rglob(".*") if p.name not in (".lock", ".spill") and p.parent.name != "search"]
    assert left == [] and list((base / ".spill").iterdir()) == []


def test_of_two_updates_the_second_waits_or_says_who_holds_the_base(ready: Grown, tmp_path: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(ready.base, base, symlinks=True)
    with start(base) as first:
        assert first.stdout is not None
        first.stdout.readline()
        with start(base) as hasty, start(base, wait=60) as patient:
            told = hasty.communicate()[1]
            assert hasty.returncode == 1 and f"held by process {first.pid} on" in told, told
            assert "--wait SECONDS" in told and len(told.splitlines()) == 1
            for process in (first, patient):
                out, _ = process.communicate()
                assert process.returncode == 0 and out.endswith(f"release {ready.after}\n"), out
    assert said(base) == ready.said_after
    assert [path.name for path in (base / "releases").iterdir() if path.is_dir() and not path.is_symlink()]
    whole(base)
