"""Update runs whatever is stale, in order: parse, link, build, publish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashinban.engine import Engine
from rashinban.engine.lock import hold
from rashinban.engine.spark import SparkEngine
from rashinban.errors import NotBuilt, SourceError
from rashinban.measure.kept import STANDARD, Ahead
from rashinban.stages.build import BuildReport, build
from rashinban.stages.link import Linked, link
from rashinban.stages.parse import ParseReport, parse
from rashinban.stages.publish import publish

#: Told the stage, what it is doing, how much is done and how much there is (0: not known).
Progress = Callable[[str, str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Updated:
    """What each stage did, and the release that came of it."""

    parsed: ParseReport
    linked: Linked
    built: BuildReport
    release: str


def update(
    base: Path,
    engine: Engine,
    *,
    workers: int | None = None,
    wait: float = 0.0,
    questions: Sequence[Ahead] = STANDARD,
    progress: Progress = lambda stage, what, done, total: None,
) -> Updated:
    """Bring a base up to date with its raw files. Killed at any moment, the next run goes on from there.

    A raw file that breaks off ends the run after parse; the last release stays. On Spark the files are parsed
    by its workers; else by `workers` processes. questions: see `build`.
    """
    if not any((base / "raw").glob("*/*/manifest.json")):
        raise NotBuilt(f"{base}: nothing is fetched yet; run `rashinban fetch DATA_SOURCE --from FILE`")
    runner = engine.map_files if isinstance(engine, SparkEngine) else None
    with hold(base, wait=wait):
        parsed = parse(base, workers=workers, runner=runner, progress=lambda *at: progress("parse", *at))
        _stop_where_damaged(base, parsed)
        linked = link(base, engine=engine, progress=lambda *at: progress("link", *at))
        built = build(base, engine, questions=questions, progress=lambda what: progress("build", what, 0, 0))
        release = publish(base)
    return Updated(parsed=parsed, linked=linked, built=built, release=release)


def _stop_where_damaged(base: Path, parsed: ParseReport) -> None:
    """A release is not made of half a file unless somebody says so, by running the stages one by one."""
    if parsed.damaged:
        others = f" (and {len(parsed.damaged) - 1} more)" if len(parsed.damaged) > 1 else ""
        raise SourceError(
            f"{base / 'raw'}: {parsed.damaged[0]}{others}; remove that snapshot and fetch it again, or go on with "
            "what could be read: `rashinban link`, then `rashinban build`"
        )
