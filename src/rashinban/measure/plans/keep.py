"""Each kept plan is a file of decisions/plans: somebody's own, checked before it came in, and never lost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rashinban.definitions.plan_models import Plan
from rashinban.definitions.plans import Library, library, shipped
from rashinban.errors import UsageError
from rashinban.measure.own_files import take_in
from rashinban.measure.plans.check import check_plan

#: Within a base.
FOLDER = Path("decisions") / "plans"


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
    return Kept(plan=plan, path=target, before=take_in(base, path, target, replace=replace, wait=wait))
