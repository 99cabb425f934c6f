"""Each own logic model is a file of decisions/logic_models: somebody's own, checked before it came in, never lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rashinban.definitions.logic_models import LogicModel, logic_models, with_own
from rashinban.errors import UsageError
from rashinban.measure.logic_models import check_logic_model
from rashinban.measure.own_files import take_in
from rashinban.measure.plans.keep import own_library

#: Within a base.
FOLDER = Path("decisions") / "logic_models"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A model that was taken in; before: where the text that it replaced is kept."""

    model: LogicModel
    path: Path
    before: Path | None


def own_logic_models(base: Path) -> Mapping[str, LogicModel]:
    """The models that come with the program, then those of a base, by id."""
    return with_own(base / FOLDER, own_library(base))


def known_logic_model(base: Path, model_id: str) -> LogicModel:
    """One model, or the ids that exist."""
    known = own_logic_models(base)
    if model_id not in known:
        raise UsageError(f"logic model {model_id[:80]!r} is not known; known are {', '.join(known)}")
    return known[model_id]


def add_logic_model(base: Path, path: Path, *, replace: bool = False, wait: float = 0.0) -> Kept:
    """Check a model and copy it into the base; an own one of its id is replaced only when asked, and kept aside."""
    model = check_logic_model(path, own_library(base))
    if model.model in logic_models():
        raise UsageError(f"{path}: logic model {model.model} comes with the program; choose another id")
    target = base / FOLDER / f"{model.model}.yml"
    return Kept(model=model, path=target, before=take_in(base, path, target, replace=replace, wait=wait))
