"""CORDIS: projects of the European Union's framework programmes, as XML (one project a document) or CSV tables.

XML is the format of extractions and of the zips of a programme. The CSV tables of a programme (`project.csv`,
`organization.csv`, `euroSciVoc.csv`, ...) each bring a part of an award. A project's id is its grant number; where a
table names a project by CORDIS's record number alone (rcn), the award goes by that.

Amounts are in euro: what the Union contributes at most, and what the project costs in all. The funder is the European
Commission; that an award is one of the ERC, say, its programme tells.
"""

from __future__ import annotations

from rashinban.data_sources.cordis.files import parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="cordis",
    title="CORDIS: EU-funded research projects",
    url="https://cordis.europa.eu",
    licence="CC-BY-4.0",
    terms="Reuse is authorised by the Commission's decision of 12 December 2011 (2011/833/EU), provided that the "
    "source is named and changes are told. Texts of projects may carry rights of their participants.",
    citation="European Union. CORDIS: EU research results. https://cordis.europa.eu",
    tables=(
        *("awards", "award_identifiers", "award_texts", "award_subjects", "award_amounts", "award_institutions"),
        *("award_outputs", "institutions", "classifications"),
    ),
    parts=("awards",),
    expectations=(
        Expectation(table="awards", column="title", minimum=0.99, why="each project has a title"),
        Expectation(table="award_institutions", column="institution_id", minimum=0.9, why="participants have a number"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
