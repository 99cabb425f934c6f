"""Current research information systems (CRIS): what an institution, a funder or a country knows of its research.

Publications, products, patents, persons, organisations, projects and funding in the OpenAIRE profile of CERIF, as such
systems offer them by OAI-PMH (versions 1.1 and 1.2 of the guidelines).
"""

from __future__ import annotations

from rashinban.data_sources.cerif.fetch import SELECTION, fetch
from rashinban.data_sources.cerif.parse import parser
from rashinban.reading.oai import oai_records as records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="cerif",
    title="Current research information systems (OpenAIRE CERIF, OAI-PMH)",
    url="https://openaire-guidelines-for-cris-managers.readthedocs.io/",
    licence="as stated by each institution",
    terms=(
        "Metadata are offered by each institution for harvesting by OAI-PMH; its own terms hold. Records of persons "
        "are personal data: keep to the law of the place where they are kept."
    ),
    citation="The system that is harvested, with its address and the day of the harvest.",
    tables=(
        "works",
        "work_texts",
        "work_identifiers",
        "work_subjects",
        "work_keywords",
        "work_relations",
        "work_dates",
        "work_locations",
        "work_funders",
        "work_awards",
        "citations",
        "authorships",
        "authorship_names",
        "authorship_identifiers",
        "affiliations",
        "sources",
        "source_issns",
        "source_identifiers",
        "source_names",
        "authors",
        "author_names",
        "author_identifiers",
        "author_affiliations",
        "institutions",
        "institution_names",
        "institution_identifiers",
        "institution_relations",
        "funders",
        "funder_names",
        "funder_identifiers",
        "awards",
        "award_identifiers",
        "award_texts",
        "award_subjects",
        "award_members",
        "award_amounts",
        "award_institutions",
        "patents",
        "patent_texts",
        "patent_people",
        "patent_classes",
        "patent_identifiers",
    ),
    expectations=(
        Expectation(table="works", column="type", minimum=0.99, why="the guidelines ask for a type of COAR"),
        Expectation(table="works", column="title", minimum=0.99, why="few works are without a title"),
        Expectation(table="authors", column="display_name", minimum=0.99, why="a person is known by name"),
    ),
    # A project and the grant that pays for it are two records of one award.
    parts=("awards",),
)

__all__ = ["DATA_SOURCE", "SELECTION", "fetch", "parser", "records"]
