"""Each derived table of kb/ is read off tables that stand: areas of works, awards, what a strategy names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rashinban.definitions import lookups
from rashinban.definitions.areas import Area
from rashinban.definitions.areas import fingerprint as area_fingerprint
from rashinban.definitions.plans import library
from rashinban.definitions.programmes import programmes
from rashinban.engine import Engine
from rashinban.engine.store import fingerprint, sha256_file
from rashinban.linkage.award_outputs import READS as OUTPUTS_READ
from rashinban.linkage.award_outputs import link_award_outputs
from rashinban.linkage.award_texts import PROJECTS_READ, SIMILARITIES_READ, link_projects, link_similarities
from rashinban.linkage.funding import READS, link_awards
from rashinban.linkage.strategy_sentences import defined_names, link_strategy_sentences
from rashinban.linkage.strategy_sentences import fingerprint as names_fingerprint
from rashinban.linkage.technology_areas import link_technology_areas
from rashinban.reading import award_numbers
from rashinban.schema.award_similarities import LEAST_SIMILARITY, MOST_COMPARED, MOST_NEIGHBOURS


@dataclass(frozen=True, kw_only=True)
class Derived:
    """One derived table. code: the modules that make it, as patterns below linkage/. mark: a hash of what else it is
    made of. fill: writes it into an empty folder, from the relations `reads`; what its manifest says about it.
    """

    name: str
    reads: tuple[str, ...]
    code: str
    mark: str
    fill: Callable[[Engine, Path], Mapping[str, object]]


def derived(known: Mapping[str, Area]) -> tuple[Derived, ...]:
    """The derived tables in the order of writing. known: the technology areas to find."""
    plans = library()
    names = defined_names(known, programmes(), plans.plans, plans.indicators)
    return (
        Derived(
            name="strategy_links",
            reads=("strategies", "strategy_sentences", "funders", "funder_names"),
            code="strategy_sentences/*.*",
            mark=names_fingerprint(names),
            fill=partial(_with, link_strategy_sentences, names),
        ),
        Derived(
            name="award_output_works",
            reads=OUTPUTS_READ,
            code="award_outputs/*.*",
            mark="",
            fill=link_award_outputs,
        ),
        Derived(
            name="work_award_links",
            reads=READS,
            code="funding/*.*",
            mark=fingerprint(*_numbers()),
            fill=link_awards,
        ),
        Derived(
            name="award_projects",
            reads=PROJECTS_READ,
            code="award_texts/*.*",
            mark=fingerprint(*_numbers(), MOST_COMPARED),
            fill=link_projects,
        ),
        Derived(
            name="award_similarities",
            reads=SIMILARITIES_READ,
            code="award_texts/*.*",
            mark=fingerprint(MOST_NEIGHBOURS, dict(LEAST_SIMILARITY)),
            fill=link_similarities,
        ),
        Derived(
            name="work_technology_areas",
            reads=("works", "work_topics", "work_keywords"),
            code="technology_areas/*.py",
            mark=fingerprint({name: area_fingerprint(entry, known) for name, entry in known.items()}),
            fill=partial(_with, link_technology_areas, known),
        ),
    )


def _numbers() -> tuple[object, ...]:
    """How award numbers are read: a table and a module that data sources share."""
    return lookups()["award_patterns"].to_pylist(), sha256_file(Path(award_numbers.__file__))


def _with(
    link: Callable[..., Mapping[str, object]], known: object, engine: Engine, folder: Path
) -> Mapping[str, object]:
    return link(engine, folder, known)
