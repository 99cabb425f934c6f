"""Each report is made here: a template filled from one release, section by section, with notes at every number."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from datetime import date
from itertools import chain

from rashinban import __version__
from rashinban.access.api import Base
from rashinban.access.pages.wordbook import word
from rashinban.access.reports.asking import Asking
from rashinban.access.reports.clean import clean
from rashinban.access.reports.kinds import kinds
from rashinban.access.reports.model import Report, Section, Source, joined
from rashinban.access.reports.numbering import renumbered
from rashinban.access.reports.spec import SectionSpec
from rashinban.access.reports.template import Read
from rashinban.access.selection import OPTIONS, Selection, read_selection
from rashinban.access.serialisers.display import Language
from rashinban.access.serialisers.labels import label
from rashinban.access.sources import citation, provenance
from rashinban.errors import UsageError
from rashinban.measure.plans.keep import own_library


def make(
    base: Base,
    read: Read,
    selection: Selection,
    *,
    language: Language,
    day: date,
    plan: str | None = None,
    since: str | None = None,
    named: str = "",
) -> Report:
    """The report of a template. selection: the filters and options that were given.

    named: how the template was named on the command line. plan: the edition that a board is of. since: an earlier
    release, for what changed.
    """
    template = read.template
    asking = _asking(base, read, selection, language, day, plan, since)
    sections = tuple(joined(fill(asking, read.sections)))
    title = asking.fill(template.title)
    about = provenance(base.about, base.session.engine.name)
    words = ["rashinban", "report", named or template.template]
    for key, value in sorted(asking.selection.where.items()):
        words += ["--where", f"{key}={value}"]
    for key, value in selection.options.items():
        words += [f"--{key}", value]
    words += [*(("--plan", plan) if plan else ()), *(("--since", since) if since else ())]
    words += ["--language", language, "--as-of", day.isoformat(), "--release", base.release]
    warnings = ["simulated"] if about.simulated else []
    report = Report(
        name=template.template,
        title=title,
        subtitle=word("report_subtitle", language, release=base.release, as_of=about.as_of[:10], day=day.isoformat()),
        language=language,
        day=day,
        release=base.release,
        made=(word("report_simulated", language) + " · " if about.simulated else "")
        + word("report_foot", language, release=base.release, as_of=about.as_of[:10]),
        simulated=about.simulated,
        warnings=tuple(label(name, language) for name in [*warnings, *asking.gathered.warnings]),
        sections=sections,
        notes=tuple(asking.gathered.notes),
        evidence=tuple(asking.gathered.evidence.values()),
        sources=tuple(
            Source(title=one.title, snapshot=one.snapshot, fetched=one.fetched_at[:10], licence=one.licence)
            for one in about.sources
        ),
        cite=citation(title, base.release, base.about)["text"],
        command=shlex.join(words),
        code=__version__,
        pages=template.pages,
    )
    return renumbered(clean(report))


def _asking(
    base: Base, read: Read, given: Selection, language: Language, day: date, plan: str | None, since: str | None
) -> Asking:
    """The report before its first section, once it is sure that all that it needs was given."""
    template = read.template
    as_of = str(base.about["as_of"])[:10]
    where = {key: value.replace("{as_of}", as_of) for key, value in template.defaults.items()} | dict(given.where)
    missing = [key for key in template.needs if key != "plan" and key not in where]
    if missing:
        told = " ".join(f"--where {key}=..." for key in missing)
        raise UsageError(f"report {template.template} is about one {' and one '.join(missing)}; add {told}")
    if read.uses_plan and plan is None:
        known = ", ".join(own_library(base.folder).plans)
        raise UsageError(f"report {template.template} is about one plan; add --plan with one of {known}")
    if plan is not None and not read.uses_plan:
        raise UsageError(f"report {template.template} has no board of a plan; leave --plan out")
    asking = Asking(
        base=base,
        language=language,
        selection=Selection(options=given.options, release=base.release),
        day=day,
        plan=plan,
        since=since,
        words={
            "release": base.release,
            "as_of": as_of,
            **({"plan": _plan_name(base, plan, language)} if plan else {}),
        },
    )
    return asking.having(where)


def _plan_name(base: Base, plan: str, language: Language) -> str:
    return str(getattr(own_library(base.folder).plan(plan).labels, language))


def fill(asking: Asking, specs: Iterable[SectionSpec], level: int = 1) -> list[Section]:
    """The sections of some specs, in their order. Those that speak of all others are filled last."""
    listed = list(specs)
    made: dict[int, list[Section]] = {}
    for last in (False, True):
        for number, spec in enumerate(listed):
            kind = kinds()[spec.show]
            if kind.last is last:
                made[number] = kind.build(asking.within(spec), spec, level)
    return list(chain.from_iterable(made[number] for number in range(len(listed))))


def chosen(where: Iterable[str], **options: str) -> Selection:
    """A selection out of the words of a command line: `country=JP`, counting="full"."""
    given = []
    for text in where:
        key, found, value = text.partition("=")
        if not found or not value:
            raise UsageError(f"--where {text[:80]!r}: write KEY=VALUE, for example country=JP")
        given.append((key, value))
    selection = read_selection([(key, value) for key, value in given])
    return Selection(
        where=selection.where, options={key: value for key, value in options.items() if value != OPTIONS[key]}
    )
