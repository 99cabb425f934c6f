-- One row per award: number, titles, who is in it, who pays. Several values are joined with chr(31).
with texts_of_award as (
    select
        award_id,
        string_agg(case when kind in ('title', 'acronym') then text end, chr(31)) as names,
        string_agg(case when kind not in ('title', 'acronym') then text end, chr(31)) as abstracts
    from award_texts
    group by award_id
),

members_of_award as (
    select
        award_id,
        string_agg(name, chr(31) order by position nulls last) as people,
        string_agg(name_latin, chr(31)) as other_names
    from award_members
    group by award_id
),

subjects_of_award as (
    select award_id, string_agg(term, chr(31)) as keywords
    from award_subjects
    group by award_id
),

identifiers_of_award as (
    select award_id, string_agg(scheme || ':' || identifier, chr(31)) as identifiers
    from award_identifiers
    group by award_id
)

select
    awards.award_id as id,
    awards.title,
    texts_of_award.names,
    coalesce(awards.description, texts_of_award.abstracts) as abstract,
    identifiers_of_award.identifiers,
    awards.jgn,
    awards.funder_award_id as award_number,
    awards.doi,
    coalesce(members_of_award.people, awards.lead_name) as people,
    members_of_award.other_names,
    coalesce(subjects_of_award.keywords, awards.funder_scheme) as keywords,
    funders.display_name as venue,
    awards.funder_id as funder,
    awards.institution_id as institution,
    awards.funding_type as type,
    awards.start_date as date,
    coalesce(cast(year(awards.start_date) as int), awards.start_fiscal_year) as year,
    former_ids.former_ids
from awards
left join texts_of_award on texts_of_award.award_id = awards.award_id
left join members_of_award on members_of_award.award_id = awards.award_id
left join subjects_of_award on subjects_of_award.award_id = awards.award_id
left join identifiers_of_award on identifiers_of_award.award_id = awards.award_id
left join funders on funders.funder_id = awards.funder_id
left join former_ids on former_ids.id = awards.award_id
