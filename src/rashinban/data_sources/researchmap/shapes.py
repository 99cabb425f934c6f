"""The shapes of researchmap V2 that are read; whatever a field has beside them is ignored here with its reason."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

_UNREAD = "written for people; nothing counts it"
_OTHERS = "other people of a work are told by the work's own record"
_WORK = "the work's own record has it"
_SHOWN = "who may see a field was looked at before (disclosed.py)"


class Text(msgspec.Struct):
    """A text in Japanese and English, at times with its reading."""

    ja: str | None = None
    en: str | None = None
    kana: str | None = msgspec.field(default=None, name="ja-Kana")

    @property
    def first(self) -> str | None:
        return self.ja or self.en


class Post(msgspec.Struct):
    """A post, or a course of study."""

    affiliation: Text | None = None
    section: Text | None = None
    department: Text | None = None
    course: Text | None = None
    job: Text | None = None
    from_date: str | None = None
    to_date: str | None = None


class Degree(msgspec.Struct):
    degree: Text | None = None
    degree_institution: Text | None = None
    degree_date: str | None = None


class PersonIdentifiers(msgspec.Struct):
    erad_id: list[str] = []
    orc_id: list[str] = []
    researcher_id: list[str] = []
    j_global_id: list[str] = []


class Researcher(msgspec.Struct):
    """The person."""

    permalink: str | None = None
    family_name: Text | None = None
    given_name: Text | None = None
    affiliations: list[Post] = []
    degrees: list[Degree] = []
    identifiers: PersonIdentifiers | None = None
    created: str | None = msgspec.field(default=None, name="rm:created")
    modified: str | None = msgspec.field(default=None, name="rm:modified")


class WorkIdentifiers(msgspec.Struct):
    doi: list[str] = []
    pm_id: list[str] = []
    arxiv_id: list[str] = []
    isbn: list[str] = []
    cinii_cr_id: list[str] = []
    cinii_na_id: list[str] = []
    cinii_nc_id: list[str] = []


class Listed(msgspec.Struct):
    """A work of any section: the name of the title and of the type differ."""

    display: str | None = None
    creator_type: str | None = msgspec.field(default=None, name="rm:creator_type")
    modifier_type: str | None = msgspec.field(default=None, name="rm:modifier_type")
    paper_title: Text | None = None
    book_title: Text | None = None
    presentation_title: Text | None = None
    work_title: Text | None = None
    industrial_property_right_title: Text | None = None
    published_paper_type: str | None = None
    misc_type: str | None = None
    book_type: str | None = None
    presentation_type: str | None = None
    work_type: str | None = None
    industrial_property_right_type: str | None = None
    publication_date: str | None = None
    from_event_date: str | None = None
    from_date: str | None = None
    issue_date: str | None = None
    registration_date: str | None = None
    patent_announcement_date: str | None = None
    application_date: str | None = None
    publication_name: Text | None = None
    event: Text | None = None
    publisher: Text | None = None
    languages: list[str] = []
    patent_number: str | None = None
    patent_publication_number: str | None = None
    patent_announcement_number: str | None = None
    application_number: str | None = None
    identifiers: WorkIdentifiers | None = None

    @property
    def title(self) -> Text | None:
        return (
            self.paper_title
            or self.book_title
            or self.presentation_title
            or self.work_title
            or self.industrial_property_right_title
        )

    @property
    def kind(self) -> str | None:
        return (
            self.published_paper_type
            or self.misc_type
            or self.book_type
            or self.presentation_type
            or self.work_type
            or self.industrial_property_right_type
        )


class ProjectIdentifiers(msgspec.Struct):
    grant_number: list[str] = []


class Amount(msgspec.Struct):
    total_cost: int | str | None = None


class Project(msgspec.Struct):
    """A research project."""

    display: str | None = None
    creator_type: str | None = msgspec.field(default=None, name="rm:creator_type")
    modifier_type: str | None = msgspec.field(default=None, name="rm:modifier_type")
    research_project_title: Text | None = None
    offer_organization: Text | None = None
    system_name: Text | None = None
    category: Text | None = None
    from_date: str | None = None
    to_date: str | None = None
    research_project_owner_role: str | None = None
    overall_grant_amount: Amount | None = None
    currency_code: str | None = None
    identifiers: ProjectIdentifiers | None = None


def _reasons(reason: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, reason)


_ENTRY = {
    **_reasons("chosen by the person for a page", "major_achievement", "custom_items"),
    **_reasons("who entered an entry when is not kept", "rm:created", "rm:creator_id", "rm:modified", "rm:modifier_id"),
    **_reasons(_UNREAD, "description", "see_also", "attachments", "dataset"),
}

IGNORED: Mapping[type[msgspec.Struct], Mapping[str, str]] = {
    Researcher: {
        **_reasons(_SHOWN, *(f"display_{name}" for name in ("name_kana", "nickname", "image", "profile", "url"))),
        **_reasons(_SHOWN, *(f"display_{name}" for name in ("erad_id", "orc_id", "researcher_id", "j_global_id"))),
        **_reasons(_SHOWN, "display_birth_date", "display_gender", "display_email", "display_address_country"),
        **_reasons(_SHOWN, "display_birthplace_country"),
        **_reasons("never kept of a person", "birth_date", "gender", "email", "image", "birthplace_country"),
        **_reasons(_UNREAD, "nickname", "profile", "see_also", "address_country"),
        **_reasons("who entered an entry when is not kept", "rm:creator_id", "rm:modifier_id"),
        **_reasons("who entered an entry when is not kept", "rm:creator_type", "rm:modifier_type"),
    },
    Post: {
        **_ENTRY,
        **_reasons(_SHOWN, "display", "display_affiliation", "display_section", "display_job"),
        **_reasons("a class of institutions or posts of researchmap", "affiliation_type", "job_class", "job_type"),
        **_reasons("researchmap's number of an institution, which no other provider has", "rm:institution_code"),
        **_reasons("the country of an institution is its own record's", "address_country"),
        **_reasons("kinds of courses", "education_type"),
        **_reasons("who entered an entry when is not kept", "rm:creator_type", "rm:modifier_type"),
    },
    Degree: _reasons(_SHOWN, "display_degree"),
    Listed: {
        **_ENTRY,
        **_reasons(_OTHERS, "authors", "presenters", "inventors", "creators", "applicants", "right_holder"),
        **_reasons(_OTHERS, "promoter", "book_owner_role", "book_owner_range", "published_paper_owner_roles"),
        **_reasons(_WORK, "volume", "number", "starting_page", "ending_page", "total_page", "rep_page", "referee"),
        **_reasons(_WORK, "invited", "is_international_journal", "is_international_collaboration", "location"),
        **_reasons(_WORK, "is_international_presentation", "rm:is_open_access", "address_country", "to_event_date"),
        **_reasons(_WORK, "to_date", "applicant_country", "acquisition_country", "patent_publication_date"),
    },
    WorkIdentifiers: {
        **_reasons("of the journal, not of the work", "issn", "e_issn"),
        **_reasons("no provider of ours knows works by it", "wos_id", "scp_id", "dblp_id", "j_global_id", "glob_id"),
        **_reasons("no provider of ours knows works by it", "orcid_put_cd", "cinii_da_id", "pmc_id"),
        **_reasons("which project a work came of is the project's own record's", "rm:research_project_id"),
    },
    Project: {
        **_ENTRY,
        **_reasons(_OTHERS, "investigators", "institution_name", "rm:institution_code"),
        **_reasons("kinds of competition in researchmap's words", "research_project_type", "allocated_type"),
        **_reasons("amounts by year are the award's own record's", "grant_amounts"),
    },
    ProjectIdentifiers: _reasons("addresses of the same award", "kaken_id", "rm:research_project_id", "j_global_id"),
    Amount: _reasons("parts of the total", "direct_cost", "indirect_cost"),
}

#: Sections of a profile that are not read, each with the reason.
SECTIONS_IGNORED: Mapping[str, str] = {
    "research_interests": _UNREAD,
    "research_areas": "a field chosen by the person; works and awards tell theirs",
    "awards": "prizes are no awards of money",
    "teaching_experience": "nothing counts it",
    "committee_memberships": "nothing counts it",
    "association_memberships": "nothing counts it",
    "media_coverage": "nothing counts it",
    "social_contribution": "nothing counts it",
    "academic_contribution": "nothing counts it",
    "others": _UNREAD,
}
