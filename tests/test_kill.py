"""A process killed at any moment leaves the last release whole, and the next run ends with the same content."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import absent
from parsed_base import content, parsed_part
from rashinban.engine.lock import hold
from rashinban.engine.store import verify_step
from rashinban.errors import BaseInUse, RashinbanError
from rashinban.stages.check import check
from rashinban.stages.link import link
from rashinban.stages.publish import publish
from rashinban.stages.release import current_release, open_release

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
    for kind in folder.iterdir():
        if kind.is_dir():
            for step in kind.iterdir():
                assert verify_step(step) == []


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
