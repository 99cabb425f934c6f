-- One row per work: its texts, its ids, and the keys by which indicators count it. Several values are joined with chr(31).
with people_of_work as (
    select
        work_id,
        string_agg(coalesce(display_name, raw_author_name), chr(31) order by author_position nulls last) as people,
        string_agg(case when raw_author_name <> display_name then raw_author_name end, chr(31)) as printed_names
    from authorships
    group by work_id
),

-- Kanji and kana of an author stand in the profile; the work itself often prints romaji.
names_of_people as (
    select authorships.work_id, string_agg(author_names.name, chr(31)) as other_names
    from authorships
    inner join author_names on author_names.author_id = authorships.author_id
    where author_names.name <> authorships.display_name
    group by authorships.work_id
),

-- Titles and abstracts in other languages and scripts, and identifiers beside DOI and PMID.
texts_of_work as (
    select
        work_id,
        string_agg(case when kind in ('title', 'subtitle', 'alternative') then text end, chr(31)) as names,
        string_agg(case when kind = 'abstract' then text end, chr(31)) as abstracts
    from work_texts
    group by work_id
),

printed_of_work as (
    select work_id, string_agg(name, chr(31)) as printed_forms
    from authorship_names
    group by work_id
),

identifiers_of_work as (
    select work_id, string_agg(scheme || ':' || identifier, chr(31)) as identifiers
    from work_identifiers
    group by work_id
),

keywords_of_work as (
    select work_id, string_agg(keyword, chr(31)) as keywords
    from work_keywords
    group by work_id
),

countries_of_work as (
    select work_id, string_agg(country, chr(31)) as country
    from country_weights
    group by work_id
),

institutions_of_work as (
    select work_id, string_agg(institution, chr(31)) as institution
    from (select distinct work_id, institution from institution_weights) as named_institutions
    group by work_id
),

authors_of_work as (
    select work_id, string_agg(author, chr(31)) as author
    from author_weights
    group by work_id
),

funders_of_work as (
    select work_id, string_agg(funder, chr(31)) as funder
    from funder_weights
    group by work_id
),

awards_of_work as (
    select work_id, string_agg(award, chr(31)) as award
    from award_weights
    group by work_id
),

numbers_of_work as (
    select work_id, string_agg(funder_award_id, chr(31)) as acknowledged
    from work_awards
    group by work_id
),

areas_of_work as (
    select work_id, string_agg(technology_area, chr(31)) as technology_area
    from work_technology_areas
    where alternative = 'standard'
    group by work_id
)

select
    works.work_id as id,
    works.title,
    texts_of_work.names,
    coalesce(works.abstract, texts_of_work.abstracts) as abstract,
    identifiers_of_work.identifiers,
    works.doi,
    works.pmid,
    works.publication_date as date,
    works.cited_by_count,
    works.is_retracted,
    universe.year,
    universe.type,
    universe.language,
    universe.topic,
    universe.subfield,
    universe.field,
    universe.domain,
    universe.source,
    universe.oa_route,
    sources.display_name as venue,
    people_of_work.people,
    people_of_work.printed_names,
    names_of_people.other_names,
    printed_of_work.printed_forms,
    keywords_of_work.keywords,
    countries_of_work.country,
    institutions_of_work.institution,
    authors_of_work.author,
    funders_of_work.funder,
    awards_of_work.award,
    numbers_of_work.acknowledged,
    areas_of_work.technology_area,
    former_ids.former_ids
from works
inner join universe on universe.work_id = works.work_id
left join sources on sources.source_id = works.source_id
left join people_of_work on people_of_work.work_id = works.work_id
left join names_of_people on names_of_people.work_id = works.work_id
left join texts_of_work on texts_of_work.work_id = works.work_id
left join printed_of_work on printed_of_work.work_id = works.work_id
left join identifiers_of_work on identifiers_of_work.work_id = works.work_id
left join keywords_of_work on keywords_of_work.work_id = works.work_id
left join countries_of_work on countries_of_work.work_id = works.work_id
left join institutions_of_work on institutions_of_work.work_id = works.work_id
left join authors_of_work on authors_of_work.work_id = works.work_id
left join funders_of_work on funders_of_work.work_id = works.work_id
left join awards_of_work on awards_of_work.work_id = works.work_id
left join numbers_of_work on numbers_of_work.work_id = works.work_id
left join areas_of_work on areas_of_work.work_id = works.work_id
left join former_ids on former_ids.id = works.work_id
