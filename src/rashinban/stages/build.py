"""Each step built here is a stored model in kb/, an indicator's standard answers in indicators/, or search/."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rashinban import __version__, catalog
from rashinban.catalog import IndicatorMeta, ModelMeta, SqlUnit
from rashinban.definitions import attached
from rashinban.engine import Engine
from rashinban.engine.store import fingerprint, read_manifest, sweep_steps, write_step
from rashinban.errors import NotBuilt
from rashinban.measure.answer import Measured
from rashinban.measure.coverage import STEP, slices_ahead, write_coverage
from rashinban.measure.kept import STANDARD, Ahead, write_cells
from rashinban.measure.question import Question
from rashinban.measure.session import Session
from rashinban.measure.show import fits, measure
from rashinban.search import write as search

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class BuildReport:
    """Which steps were made anew, and which were still fresh."""

    made: tuple[str, ...]
    fresh: tuple[str, ...]


def build(
    base: Path,
    engine: Engine,
    *,
    questions: Sequence[Ahead] = STANDARD,
    progress: Progress = lambda _: None,
) -> BuildReport:
    """Bring every stored model and every indicator's answers ahead up to date with kb/.

    questions: what is answered ahead; other questions are answered when they are asked.
    """
    if not any((base / "kb").glob("*/manifest.json")):
        raise NotBuilt(f"{base}: nothing is linked yet; run `rashinban fetch` and then `rashinban update`")
    for folder in (base, base / "kb", base / "indicators"):
        sweep_steps(folder)
    made: list[str] = []
    fresh: list[str] = []
    session = Session(engine, base)
    for unit in catalog.models().values():
        if not unit.meta.stored:
            continue
        mark = fingerprint("model", _definition(unit), _inputs(base, unit))
        folder = base / "kb" / unit.name
        if _is_fresh(folder, mark):
            fresh.append(unit.name)
            continue
        progress(f"build {unit.name}")
        _attach_inputs(session, unit)

        def fill(target: Path, unit: SqlUnit[ModelMeta] = unit) -> None:
            engine.write(unit.sql, target, unit.meta.parameters)

        write_step(folder, step=f"kb/{unit.name}", fingerprint=mark, fill=fill)
        made.append(unit.name)
    _indicators(base, session, questions, made, fresh, progress)
    _coverage(base, session, questions, made, fresh, progress)
    _search(base, engine, made, fresh, progress)
    return BuildReport(made=tuple(made), fresh=tuple(fresh))


def _indicators(
    base: Path,
    session: Session,
    questions: Sequence[Ahead],
    made: list[str],
    fresh: list[str],
    progress: Progress,
) -> None:
    """Answer the questions for every indicator of works whose inputs or text changed; of awards none is kept ahead."""
    stale: dict[str, str] = {}
    counted = _counted(base)
    for unit in catalog.indicators().values():
        if unit.meta.record != "works":
            continue
        mark = fingerprint("indicator", __version__, _definition(unit), *counted, list(map(asdict, questions)))
        if _is_fresh(base / "indicators" / unit.name, mark):
            fresh.append(unit.name)
        else:
            stale[unit.name] = mark
    answers: dict[str, dict[Question, Mapping[tuple[str, str | None], Measured]]] = {name: {} for name in stale}
    for ahead in questions:
        for counting in ("fractional", "full"):
            question = Question(by=ahead.by, counting=counting, alternative=ahead.alternative).canonical()
            chosen = [catalog.indicator(name) for name in stale if not ahead.indicators or name in ahead.indicators]
            units = [unit for unit in chosen if _answers(unit, question)]
            if units:
                about = "" if ahead.alternative == "standard" else f" ({ahead.alternative})"
                progress(f"build {counting} {' x '.join(ahead.by) or 'all works'}{about}: {len(units)} indicators")
                for name, cells in measure(session, question, units)[0].items():
                    answers[name][question] = cells
    for name, mark in stale.items():

        def fill(target: Path, name: str = name) -> None:
            write_cells(target, answers[name])

        write_step(base / "indicators" / name, step=f"indicators/{name}", fingerprint=mark, fill=fill)
        made.append(name)


def _coverage(
    base: Path, session: Session, questions: Sequence[Ahead], made: list[str], fresh: list[str], progress: Progress
) -> None:
    """Count ahead, for every slice that is answered ahead, what its works have."""
    asked = slices_ahead(Question(by=ahead.by, alternative=ahead.alternative) for ahead in questions)
    mark = fingerprint("coverage", __version__, *_counted(base), [question.text() for question in asked])
    folder = base / "indicators" / STEP
    if _is_fresh(folder, mark):
        fresh.append(STEP)
        return
    progress("build coverage")
    write_step(
        folder,
        step=f"indicators/{STEP}",
        fingerprint=mark,
        fill=lambda target: write_coverage(target, session, asked),
    )
    made.append(STEP)


def _search(base: Path, engine: Engine, made: list[str], fresh: list[str], progress: Progress) -> None:
    """Write the search index anew where a table that it is made of changed, or how it is made."""
    mark = fingerprint("search", search.recipe(), {name: _mark(base, name) for name in sorted(search.inputs())})
    folder = base / search.STEP
    if _is_fresh(folder, mark):
        fresh.append(search.STEP)
        return
    progress("build search index")
    write_step(
        folder,
        step=search.STEP,
        fingerprint=mark,
        fill=lambda target: search.write_index(engine, base, target),
    )
    made.append(search.STEP)


def _answers(unit: SqlUnit[IndicatorMeta], question: Question) -> bool:
    """Whether a standard question is kept for an indicator: fractional counting, else the one it has."""
    from rashinban.errors import UsageError

    if question.counting != ("fractional" if "fractional" in unit.meta.counting else "full"):
        return False
    try:
        fits(unit, question)
    except UsageError:
        return False
    return True


def _definition(unit: SqlUnit[ModelMeta] | SqlUnit[IndicatorMeta]) -> list[object]:
    """What of a unit changes its figures: the query and its parameters, not its prose."""
    return [unit.name, unit.sql, dict(unit.meta.parameters)]


def _is_fresh(folder: Path, mark: str) -> bool:
    manifest = read_manifest(folder)
    return manifest is not None and manifest.fingerprint == mark


def _mark(base: Path, name: str) -> str | None:
    """What a relation is made of: the fingerprint of its step, or of the lookup's rows."""
    if name in attached():
        return fingerprint(attached()[name].to_pylist())
    manifest = read_manifest(base / "kb" / name)
    return manifest.fingerprint if manifest else None


def _counted(base: Path) -> tuple[dict[str, str | None], str | None]:
    """The marks of what decides how works are counted: every stored model, and the areas of works."""
    stored = [name for name, unit in catalog.models().items() if unit.meta.stored]
    return {name: _mark(base, name) for name in stored}, _mark(base, "work_technology_areas")


def _inputs(base: Path, unit: SqlUnit[ModelMeta]) -> dict[str, object]:
    """The marks of everything a model reads; views are followed to what they read."""
    found: dict[str, object] = {}
    for name in sorted(unit.reads):
        view = catalog.models().get(name)
        if view is not None and not view.meta.stored:
            found[name] = [_definition(view), _inputs(base, view)]
        else:
            found[name] = _mark(base, name)
    return found


def _attach_inputs(session: Session, unit: SqlUnit[ModelMeta]) -> None:
    for name in sorted(unit.reads):
        session.refresh(name)
