/* Each row is one work of a release as harvesters see it: a mark that changes when its record would, and its sets.

The mark is a sum or a hash of hashes, so the order of rows does not matter. It reads the columns that the
records of access/oai write and no others: a new count of citations is no new record.
*/
with institution_facts as (
    select
        institutions.institution_id,
        coalesce(institutions.ror_id, institutions.institution_id) as code,
        hash(institutions.ror_id, institutions.display_name, min(institution_names.name)) as mark
    from institutions
    left join institution_names
        on institutions.institution_id = institution_names.institution_id
        and institution_names.language = 'ja' and institution_names.kind = 'label'
    group by institutions.institution_id, institutions.ror_id, institutions.display_name
),

source_facts as (
    select
        sources.source_id,
        hash(
            sources.display_name, sources.type, publishers.display_name, institutions.display_name,
            sum(hash(source_issns.issn))
        ) as mark
    from sources
    left join publishers on sources.publisher_id = publishers.publisher_id
    left join institutions on sources.publisher_id = institutions.institution_id
    left join source_issns on sources.source_id = source_issns.source_id
    group by
        sources.source_id, sources.display_name, sources.type, publishers.display_name, institutions.display_name
),

parts as (
    select work_id, hash(author_position, coalesce(raw_author_name, display_name), orcid) as mark
    from authorships
    union all
    select
        affiliations.work_id,
        hash(author_position, affiliation_position, institution_position, raw_affiliation, institution_facts.mark)
    from affiliations
    left join institution_facts on affiliations.institution_id = institution_facts.institution_id
    union all
    select work_id, hash(position, is_oa, version, license, landing_page_url, pdf_url) from work_locations
    union all
    select work_id, hash(keyword) from work_keywords
    union all
    select work_funders.work_id, hash(display_name, crossref_funder_id, ror_id)
    from work_funders
    left join funders on work_funders.funder_id = funders.funder_id
    union all
    select
        work_awards.work_id,
        hash(
            position, work_awards.funder_award_id, awards.title, awards.doi,
            funders.display_name, funders.crossref_funder_id, funders.ror_id
        )
    from work_awards
    left join awards on work_awards.award_id = awards.award_id
    left join funders on work_awards.funder_id = funders.funder_id
),

marked as (select work_id, sum(mark) as mark from parts group by work_id),

memberships as (
    select work_id, 'type:' || type as set_spec from works where type is not null
    union
    select work_id, 'year:' || cast(publication_year as varchar) from works where publication_year is not null
    union
    select work_id, 'field:' || field_id
    from works
    inner join topics on works.primary_topic_id = topics.topic_id
    where field_id is not null
    union
    select work_id, 'technology_area:' || technology_area from work_technology_areas where alternative = 'standard'
    union
    select work_id, 'country:' || country_code from affiliations where country_code is not null
    union
    select work_id, 'institution:' || code
    from affiliations
    inner join institution_facts on affiliations.institution_id = institution_facts.institution_id
    union
    select work_id, 'openaire_data' from works where type = 'dataset'
    union
    select works.work_id, 'openaire'
    from works
    left join work_awards on works.work_id = work_awards.work_id
    where type not in ('dataset', 'software', 'paratext', 'supplementary-materials')
        and (is_oa or work_awards.work_id is not null)
),

collected as (
    select work_id, ' ' || string_agg(set_spec, ' ' order by set_spec) || ' ' as sets from memberships group by work_id
)

select
    works.work_id,
    hash(
        $written, doi, pmid, title, abstract, publication_year, publication_date, language, works.type, is_retracted,
        is_oa, volume, issue, first_page, last_page, topics.display_name, topics.subfield_name, topics.field_name,
        source_facts.mark, marked.mark, collected.sets
    ) as mark,
    coalesce(collected.sets, ' ') as sets,
    title is not null as has_title,
    works.type is not null as has_type,
    publication_year is not null as has_year
from works
left join source_facts on works.source_id = source_facts.source_id
left join topics on works.primary_topic_id = topics.topic_id
left join marked on works.work_id = marked.work_id
left join collected on works.work_id = collected.work_id
