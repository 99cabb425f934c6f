"""Who wrote a work and from where, at the grain that CWTS fractional counting needs."""

from __future__ import annotations

from rashinban.schema.core import Column, Table
from rashinban.schema.work_parts import LANGUAGE, SCRIPT
from rashinban.schema.works import WORK_ID

AUTHOR_POSITION = Column(
    name="author_position", type="int32", doc="order of the author on the work, from 1", required=True
)

AUTHORSHIPS = Table(
    name="authorships",
    doc="Each row is one author of one work.",
    key=("work_id", "author_position"),
    record="works",
    one_source="authorships",
    columns=(
        WORK_ID,
        AUTHOR_POSITION,
        Column(name="author_id", type="string", doc="OpenAlex author id, A and digits; null where not resolved"),
        Column(name="display_name", type="string", doc="the author's name in the provider's profile"),
        Column(name="raw_author_name", type="string", doc="the name as printed on the work"),
        Column(name="orcid", type="string", doc="ORCID of the profile", kind="orcid"),
        Column(name="place", type="string", doc="first, middle or last"),
        Column(name="is_corresponding", type="bool", doc="corresponding author; null where not stated"),
    ),
)

AFFILIATIONS = Table(
    name="affiliations",
    doc=(
        "Each row is one institution named in one affiliation of one author of one work. An affiliation whose "
        "institution is not resolved is one row without institution; an author without any affiliation has none. "
        "Records before 2024 do not say which institution belongs to which affiliation: there each institution "
        "is an affiliation of its own. Where only countries are known, each country is one."
    ),
    key=("work_id", "author_position", "affiliation_position", "institution_position"),
    record="works",
    one_source="authorships",
    columns=(
        WORK_ID,
        AUTHOR_POSITION,
        Column(name="affiliation_position", type="int32", doc="order of the affiliation, from 1", required=True),
        Column(
            name="institution_position",
            type="int32",
            doc="order within the affiliation, from 1",
            required=True,
        ),
        Column(name="institution_id", type="string", doc="OpenAlex institution id; null where not resolved"),
        Column(
            name="country_code",
            type="string",
            doc="ISO 3166-1 alpha-2: the institution's, else the one the provider read from the address",
            kind="country_code",
        ),
        Column(name="raw_affiliation", type="string", doc="the address as printed"),
    ),
)

AUTHORSHIP_NAMES = Table(
    name="authorship_names",
    doc="Each row is the name of one author of one work in one language or script.",
    key=("work_id", "author_position", "name_position"),
    record="works",
    one_source="authorships",
    columns=(
        WORK_ID,
        AUTHOR_POSITION,
        Column(name="name_position", type="int32", doc="order of the form, from 1", required=True),
        Column(name="name", type="string", doc="the name as given", required=True),
        Column(name="family_name", type="string", doc="family name, where the provider tells it apart"),
        Column(name="given_name", type="string", doc="given name, where the provider tells it apart"),
        LANGUAGE,
        SCRIPT,
    ),
)

AUTHORSHIP_IDENTIFIERS = Table(
    name="authorship_identifiers",
    doc="Each row is one identifier that a work's record gives for one of its authors.",
    key=("work_id", "author_position", "scheme", "identifier"),
    record="works",
    one_source="authorships",
    columns=(
        WORK_ID,
        AUTHOR_POSITION,
        Column(
            name="scheme",
            type="string",
            doc="orcid, erad, nrid, ... (schema/ids.py), or the provider's word",
            required=True,
        ),
        Column(name="identifier", type="string", doc="clean, as the scheme writes it", required=True),
    ),
)
