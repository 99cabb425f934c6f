"""Which records of awards are one project, and which awards have texts that are alike."""

from __future__ import annotations

from rashinban.schema.awards import AWARD_ID
from rashinban.schema.core import Column, Table

#: More awards than this are not compared with each other at once; see AWARD_PROJECTS.
MOST_COMPARED = 300_000
#: How many of the awards that are most alike each award has.
MOST_NEIGHBOURS = 10
#: The least similarity that is written, by method.
LEAST_SIMILARITY = {"words": 0.35, "characters": 0.30}

AWARD_PROJECTS = Table(
    name="award_projects",
    doc=(
        "Each row is one award with the project that it is a record of. Several records are one project where their "
        "numbers are one once year and supplement are left out (5R01CA091516-03 and -04; AMED's contracts of each "
        "year); where the NIH gave one serial number to one person under two activity codes (K99 and R00); or where "
        "funder, scheme, title and a person are the same."
    ),
    key=("award_id",),
    record="awards",
    columns=(
        AWARD_ID,
        Column(
            name="project_id", type="string", doc="the award of the project whose id is first in order", required=True
        ),
        Column(
            name="is_compared",
            type="bool",
            doc=(
                "its titles and summaries were compared with those of the others: they have enough different words (5, "
                "or 8 pairs of characters in Japanese, Chinese or Korean), and it is among the "
                f"{MOST_COMPARED:,} such awards that start last (those of unknown start come after the others)"
            ),
            required=True,
        ),
    ),
)

AWARD_SIMILARITIES = Table(
    name="award_similarities",
    doc=(
        "Each row is one award and one award of another project whose titles and summaries are alike: the "
        f"{MOST_NEIGHBOURS} most alike of each, so that a pair may stand in one direction only. Awards that "
        "award_projects does not call compared have no row."
    ),
    key=("award_id", "other_award_id"),
    record="awards",
    columns=(
        AWARD_ID,
        Column(name="other_award_id", type="string", doc="an award of another project", required=True),
        Column(
            name="similarity",
            type="double",
            doc=(
                "cosine of the TF-IDF weights of both texts, 4 decimals: 1 where they say the same; at least "
                + ", ".join(f"{least:.2f} ({method})" for method, least in LEAST_SIMILARITY.items())
            ),
            required=True,
        ),
        Column(
            name="method",
            type="string",
            doc="words: stems of the words of texts in spaced scripts; characters: pairs of characters of the others",
            required=True,
        ),
    ),
)
