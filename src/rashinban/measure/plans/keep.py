"""Each kept plan is a file of decisions/plans: somebody's own, checked before it came in, and never lost."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from rashinban.definitions.plan_models import Plan
from rashinban.definitions.plans import Library, library, shipped
from rashinban.engine.lock import hold
from rashinban.engine.store import room_for, sha256_file, sync_folder
from rashinban.errors import UsageError
from rashinban.measure.plans.check import check_plan

#: Within a base.
FOLDER = Path("decisions") / "plans"
#: Within FOLDER: the texts of plans that were replaced, by a part of their hash.
REPLACED = "replaced"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A plan that was taken in; before: where the text that it replaced is kept."""

    plan: Plan
    path: Path
    before: Path | None


def own_library(base: Path) -> Library:
    """The shipped plans and those of a base."""
    return library(base / FOLDER)


def add_plan(base: Path, path: Path, *, replace: bool = False, wait: float = 0.0) -> Kept:
    """Check a plan and copy it into the base; an own plan of its id is replaced only when asked, and kept aside."""
    plan = check_plan(path, own_library(base))
    if plan.plan in shipped().plans:
        raise UsageError(f"{path}: plan {plan.plan} comes with the program; choose another id")
    target = base / FOLDER / f"{plan.plan}.yml"
    if target.exists() and not replace:
        raise UsageError(f"{target} is there already; --replace puts {path} in its place and keeps the earlier text")
    with hold(base, wait=wait), room_for(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        before = _set_aside(target) if target.exists() else None
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with beside.open("wb") as stream:
                stream.write(path.read_bytes())
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(target.parent)
    return Kept(plan=plan, path=target, before=before)


def _set_aside(target: Path) -> Path:
    aside = target.parent / REPLACED / f"{target.stem}-{sha256_file(target)[:12]}.yml"
    aside.parent.mkdir(exist_ok=True)
    if not aside.exists():
        os.link(target, aside)
        sync_folder(aside.parent)
    return aside
