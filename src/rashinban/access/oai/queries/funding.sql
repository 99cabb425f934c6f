/* Each row is one award of a work of a page, or a funder of which it names no award. */
with awarded as (
    select
        work_awards.work_id, position, coalesce(work_awards.funder_id, awards.funder_id) as funder_id,
        coalesce(awards.funder_award_id, work_awards.funder_award_id) as award_number,
        awards.title as award_title, awards.doi as award_doi
    from work_awards
    inner join page on work_awards.work_id = page.work_id
    left join awards on work_awards.award_id = awards.award_id
),

named as (
    select * from awarded
    union all
    select work_funders.work_id, null, work_funders.funder_id, null, null, null
    from work_funders
    inner join page on work_funders.work_id = page.work_id
    where not exists (
        select 1 from awarded
        where awarded.work_id = work_funders.work_id and awarded.funder_id = work_funders.funder_id
    )
)

select
    named.work_id, award_number, award_title, award_doi,
    funders.display_name as funder, funders.ror_id, funders.crossref_funder_id
from named
left join funders on named.funder_id = funders.funder_id
order by named.work_id nulls last, position nulls last, funders.display_name nulls last
