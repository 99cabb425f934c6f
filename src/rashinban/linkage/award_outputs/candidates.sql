/* Each row is one output with one title of one loaded work that shares a block with it, and what is said of both. */
with wanted as (
    select distinct work_id
    from output_pairs
),

printed as (
    select authorships.work_id, coalesce(authorships.raw_author_name, authorships.display_name) as name
    from authorships
    inner join wanted on wanted.work_id = authorships.work_id
    union
    select authorships.work_id, authorships.display_name as name
    from authorships
    inner join wanted on wanted.work_id = authorships.work_id
    union
    select authorship_names.work_id, authorship_names.name
    from authorship_names
    inner join wanted on wanted.work_id = authorship_names.work_id
),

people as (
    select work_id, string_agg(name, '; ') as people
    from printed
    where name is not null
    group by work_id
),

named_sources as (
    select source_id, display_name as name
    from sources
    where display_name is not null
    union
    select source_id, name
    from source_names
),

journals as (
    select works.work_id, string_agg(named_sources.name, chr(10)) as sources
    from works
    inner join wanted on wanted.work_id = works.work_id
    inner join named_sources on named_sources.source_id = works.source_id
    group by works.work_id
),

-- A DOI says that a work with another DOI is another one.
schemes as (
    select work_id, 'doi' as scheme, doi as identifier
    from works
    where doi is not null
    union
    select work_id, 'pmid' as scheme, pmid as identifier
    from works
    where pmid is not null
    union
    select work_id, scheme, identifier
    from work_identifiers
),

named as (
    select
        output_pairs.award_id,
        output_pairs.position,
        output_pairs.work_id,
        max(case when schemes.scheme || ':' || schemes.identifier = outputs_read.named_id then 1 else 0 end) as is_named
    from output_pairs
    inner join outputs_read
        on outputs_read.award_id = output_pairs.award_id and outputs_read.position = output_pairs.position
    inner join schemes
        on
            schemes.work_id = output_pairs.work_id
            and schemes.scheme = split_part(outputs_read.named_id, ':', 1)
    group by output_pairs.award_id, output_pairs.position, output_pairs.work_id
)

select
    outputs_read.*,
    coalesce(output_namesakes.works, 0) as namesakes,
    output_pairs.work_id,
    output_work_titles.title as work_title,
    works.publication_year,
    works.type,
    people.people as work_people,
    journals.sources,
    works.volume as work_volume,
    works.first_page,
    coalesce(named.is_named, 1) = 1 as may_be
from output_pairs
inner join outputs_read
    on outputs_read.award_id = output_pairs.award_id and outputs_read.position = output_pairs.position
left join output_namesakes on output_namesakes.block = '=' || outputs_read.title_key
inner join works on works.work_id = output_pairs.work_id
inner join output_work_titles
    on output_work_titles.work_id = output_pairs.work_id and output_work_titles.title_number = output_pairs.title_number
left join people on people.work_id = output_pairs.work_id
left join journals on journals.work_id = output_pairs.work_id
left join named
    on
        named.award_id = output_pairs.award_id
        and named.position = output_pairs.position
        and named.work_id = output_pairs.work_id
order by output_pairs.award_id, output_pairs.position, output_pairs.work_id, output_pairs.title_number
