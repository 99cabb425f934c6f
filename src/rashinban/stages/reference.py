"""A reference is one world file: how often works of each field, year and type of a full snapshot are cited."""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc

from rashinban import __version__
from rashinban.errors import RashinbanError
from rashinban.measure.question import Question
from rashinban.measure.session import Session
from rashinban.measure.world import About, write_world


def build_reference(session: Session, target: Path, *, citations: str = "cited_by_count") -> About:
    """Write the citation distributions of a release, or of the base, to one file that others can normalise with.

    It is a world reference only if the base holds the world: the file says which snapshots it was made of,
    and whoever shares it answers for their being complete.
    """
    session.prepare(Question(reference="local", citations=citations), frozenset({"citation_histogram", "works"}))
    histogram = session.engine.query(
        "select level, category, year, type, citations, works from citation_histogram"
        " order by level nulls last, category nulls last, year nulls last, type nulls last, citations nulls last"
    )
    if histogram.num_rows == 0:
        raise RashinbanError(
            f"{session.folder}: no work of the universe has a year and {citations}: nothing to make a reference of"
        )
    snapshots = session.engine.query(
        "select data_source, max(snapshot) as snapshot from works group by data_source order by data_source nulls last"
    ).to_pylist()
    about = About(
        snapshots={row["data_source"]: row["snapshot"] for row in snapshots},
        citation_source=citations,
        works=pc.sum(histogram.filter(pc.field("level") == "all")["works"]).as_py(),
        version=__version__,
    )
    write_world(target, histogram, about)
    return about
