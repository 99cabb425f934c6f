"""NIH ExPORTER: research projects of the NIH, and of a few agencies beside it, as CSV tables.

An award is a core project (`R01CA091516`), which is what publications, patents and trials name. A line of the projects'
table is one application: one year of a project, or a subproject of it in one year. So every line brings a part of an
award: the money of its fiscal year, its investigators, its institution. What the lines of a project have in common
(title, dates, who leads) stands as the line with the newest notice of award has it.

The files of links, abstracts and totals bring parts too, and name the award in short form where they know its core
project. Files that know an application's number alone (abstracts; institutions as tables of R packages have them) go by
`nih-appl:9876543`, which the projects' table lists among the identifiers of the core project: link joins the two.

Tables of R packages made from ExPORTER (`project.num`, `total.cost`) are read as well: headers differ only in writing.
"""

from __future__ import annotations

from rashinban.data_sources.nih.files import parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="nih",
    title="NIH ExPORTER",
    url="https://reporter.nih.gov/exporter",
    licence="public domain",
    terms="Works of the United States government. NIH asks to name RePORTER as the source, and the day of the data.",
    citation="National Institutes of Health. NIH RePORTER: ExPORTER data files. https://reporter.nih.gov/exporter",
    tables=(
        *("awards", "award_identifiers", "award_texts", "award_subjects", "award_members", "award_amounts"),
        *("award_institutions", "award_outputs", "institutions"),
    ),
    parts=("awards",),
    expectations=(
        Expectation(table="awards", column="funder_award_id", minimum=1.0, why="an award is known by its core project"),
        Expectation(table="award_outputs", column="award_id", minimum=1.0, why="a link has two ends"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
