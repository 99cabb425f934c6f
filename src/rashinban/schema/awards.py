"""What was awarded: grants, contracts, fellowships; with texts, people, amounts by year, institutions and outputs."""

from __future__ import annotations

from rashinban.schema.core import Column, Table
from rashinban.schema.work_parts import LANGUAGE, POSITION, SCRIPT

AWARD_ID = Column(
    name="award_id", type="string", doc="OpenAlex award id (G and digits), else as schema/ids.py says", required=True
)

AWARDS = Table(
    name="awards",
    doc="Each row is one award: a grant, contract or fellowship that a funder gave.",
    key=("award_id",),
    record="awards",
    mentioned=True,
    columns=(
        AWARD_ID,
        Column(name="funder_id", type="string", doc="OpenAlex funder id"),
        Column(name="funder_award_id", type="string", doc="the funder's own number, as typed"),
        Column(name="jgn", type="string", doc="Japan's systematic award number (体系的番号): JP19KK0341, JPMJCR2112"),
        Column(name="title", type="string", doc="title"),
        Column(name="description", type="string", doc="summary"),
        Column(name="doi", type="string", doc="DOI of the award", kind="doi"),
        Column(
            name="amount",
            type="int64",
            doc="amount in minor units of the currency (cents; yen)",
            kind="money",
        ),
        Column(name="currency", type="string", doc="ISO 4217 code"),
        Column(name="funding_type", type="string", doc="the provider's word: grant, fellowship, contract..."),
        Column(name="funder_scheme", type="string", doc="programme or scheme in the funder's words"),
        Column(name="start_date", type="date", doc="first day", kind="date"),
        Column(name="end_date", type="date", doc="last day", kind="date"),
        Column(name="start_fiscal_year", type="int32", doc="first fiscal year, by the funder's calendar", kind="year"),
        Column(name="end_fiscal_year", type="int32", doc="last fiscal year, by the funder's calendar", kind="year"),
        Column(name="status", type="string", doc="the provider's word: granted, completed, discontinued..."),
        Column(name="lead_name", type="string", doc="lead investigator as printed"),
        Column(name="lead_orcid", type="string", doc="ORCID of the lead investigator", kind="orcid"),
        Column(name="institution_id", type="string", doc="the lead investigator's institution"),
        Column(name="created_date", type="string", doc="when the provider made the record, ISO 8601"),
        Column(name="updated_date", type="string", doc="when the provider last changed the record, ISO 8601"),
    ),
)

AWARD_IDENTIFIERS = Table(
    name="award_identifiers",
    doc="Each row is one number or identifier of one award.",
    key=("award_id", "scheme", "identifier"),
    record="awards",
    columns=(
        AWARD_ID,
        Column(
            name="scheme",
            type="string",
            doc="jgn, kaken, award-doi, ... (schema/ids.py), or the provider's word",
            required=True,
        ),
        Column(name="identifier", type="string", doc="clean, as the scheme writes it", required=True),
    ),
)

AWARD_TEXTS = Table(
    name="award_texts",
    doc="Each row is one title or summary of one award in one language.",
    key=("award_id", "position"),
    record="awards",
    columns=(
        AWARD_ID,
        POSITION,
        Column(
            name="kind",
            type="string",
            doc="title, acronym, summary, outline, achievements, plan, evaluation or note",
            required=True,
        ),
        LANGUAGE,
        SCRIPT,
        Column(name="fiscal_year", type="int32", doc="the year that a yearly report is of", kind="year"),
        Column(name="text", type="string", doc="the text as given, markup removed", required=True),
    ),
)

AWARD_SUBJECTS = Table(
    name="award_subjects",
    doc="Each row is one keyword or class that one award was filed under.",
    key=("award_id", "scheme", "term"),
    record="awards",
    columns=(
        AWARD_ID,
        Column(
            name="scheme",
            type="string",
            doc="keyword, category, field, section, programme, call, topic...",
            required=True,
        ),
        Column(name="term", type="string", doc="the term in words, else its code", required=True),
        Column(name="code", type="string", doc="the term's code"),
        LANGUAGE,
    ),
)

AWARD_MEMBERS = Table(
    name="award_members",
    doc="Each row is one person in one role at one institution in one award; a person who moved has one row a post.",
    key=("award_id", "position"),
    record="awards",
    one_source="award_members",
    columns=(
        AWARD_ID,
        POSITION,
        Column(name="author_id", type="string", doc="the person, where the record gives an id (erad:, orcid:...)"),
        Column(name="name", type="string", doc="name as printed"),
        Column(name="name_kana", type="string", doc="reading of the name"),
        Column(name="name_latin", type="string", doc="the name in Latin script"),
        Column(
            name="role",
            type="string",
            doc="principal_investigator, co_investigator, research_collaborator, fellow, host, contact or other",
            required=True,
        ),
        Column(name="institution_id", type="string", doc="institution, where the record names it by an id"),
        Column(name="institution_name", type="string", doc="institution as printed"),
        Column(name="department", type="string", doc="department as printed"),
        Column(name="job_title", type="string", doc="post as printed"),
        Column(name="start_fiscal_year", type="int32", doc="first fiscal year in this role and place", kind="year"),
        Column(name="end_fiscal_year", type="int32", doc="last fiscal year in this role and place", kind="year"),
        Column(
            name="gender",
            type="string",
            doc="gender in the provider's word; null where the data do not declare it. Never told from a name",
        ),
        Column(
            name="career_stage",
            type="string",
            doc="career stage in the provider's word (early career, 若手...); null where the data do not declare it. "
            "Never told from an age, a post or a programme",
        ),
    ),
)

AWARD_AMOUNTS = Table(
    name="award_amounts",
    doc="Each row is one amount of one award: of one fiscal year, or of the whole award where no year is given.",
    key=("award_id", "position"),
    record="awards",
    one_source="award_amounts",
    columns=(
        AWARD_ID,
        POSITION,
        Column(name="fiscal_year", type="int32", doc="fiscal year; null: the whole award", kind="year"),
        Column(name="kind", type="string", doc="total, direct, indirect, contribution or cost", required=True),
        Column(name="amount", type="int64", doc="minor units of the currency", kind="money", required=True),
        Column(name="currency", type="string", doc="ISO 4217 code", kind="currency", required=True),
        Column(name="is_planned", type="bool", doc="planned, not yet paid; null where not stated"),
    ),
)

AWARD_INSTITUTIONS = Table(
    name="award_institutions",
    doc="Each row is one institution that takes part in one award.",
    key=("award_id", "position"),
    record="awards",
    one_source="award_institutions",
    columns=(
        AWARD_ID,
        POSITION,
        Column(
            name="role",
            type="string",
            doc="coordinator, participant, host, recipient, subcontractor or other",
            required=True,
        ),
        Column(name="institution_id", type="string", doc="institution, where the record names it by an id"),
        Column(name="institution_name", type="string", doc="institution as printed"),
        Column(name="country_code", type="string", doc="ISO 3166-1 alpha-2", kind="country_code"),
        Column(name="city", type="string", doc="city as printed"),
        Column(name="activity", type="string", doc="the provider's word: higher education, company, small business..."),
        Column(name="amount", type="int64", doc="its share, minor units of the currency", kind="money"),
        Column(name="currency", type="string", doc="ISO 4217 code", kind="currency"),
    ),
)

AWARD_OUTPUTS = Table(
    name="award_outputs",
    doc="Each row is one output that one award's record lists: an article, talk, book, patent, data set.",
    key=("award_id", "position"),
    record="awards",
    columns=(
        AWARD_ID,
        POSITION,
        Column(
            name="kind",
            type="string",
            doc="journal-article, presentation, book, patent, dataset, thesis, web, event or other",
            required=True,
        ),
        Column(
            name="claimed_by",
            type="string",
            doc="reported (by the award holder) or matched (by the provider)",
            required=True,
        ),
        Column(name="work_id", type="string", doc="the work, where the record gives a DOI or another id of works"),
        Column(name="patent_id", type="string", doc="the patent, where the record gives its number"),
        Column(name="title", type="string", doc="title as printed"),
        Column(name="people", type="string", doc="authors or inventors as printed, in one text"),
        Column(name="source_name", type="string", doc="journal, conference or publisher as printed"),
        Column(name="volume", type="string", doc="volume"),
        Column(name="issue", type="string", doc="issue"),
        Column(name="pages", type="string", doc="pages as printed"),
        Column(name="year", type="int32", doc="calendar year", kind="year"),
        Column(name="language", type="string", doc="ISO 639-1 code"),
        Column(name="identifier", type="string", doc="the provider's own id of the entry"),
        Column(name="is_reviewed", type="bool", doc="peer reviewed, where stated"),
        Column(name="is_open_access", type="bool", doc="open access, where stated"),
        Column(name="is_acknowledged", type="bool", doc="the output acknowledges the award, where stated"),
        Column(name="is_international", type="bool", doc="joint work with other countries, where stated"),
        Column(name="is_invited", type="bool", doc="an invited talk, where stated"),
    ),
)
