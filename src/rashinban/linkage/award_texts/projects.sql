-- Each row is one thing that tells which project an award is a record of, ordered by award: a number of it, or its title
-- with one of its people. Awards that have neither have one row without either.
with people as (
    select award_id, author_id as person
    from award_members
    where role not in ('contact', 'host')

    union

    select award_id, name as person
    from award_members
    where role not in ('contact', 'host')

    union

    select award_id, lead_orcid as person
    from awards

    union

    select award_id, lead_name as person
    from awards
),

numbers as (
    select award_id, funder_id, funder_award_id as number
    from awards

    union

    select award_id, funder_id, jgn as number
    from awards

    union

    select award_identifiers.award_id, awards.funder_id, award_identifiers.identifier as number
    from award_identifiers
    inner join awards on awards.award_id = award_identifiers.award_id
    where award_identifiers.scheme in ('jgn', 'kaken', 'nih', 'nsf', 'ec', 'ukri', 'amed')
)

select
    numbers.award_id,
    numbers.number,
    coalesce('fundref:' || funders.crossref_funder_id, numbers.funder_id) as funder_id,
    cast(null as varchar) as scheme,
    cast(null as varchar) as title,
    people.person
from numbers
left join funders on funders.funder_id = numbers.funder_id
left join people on people.award_id = numbers.award_id and people.person is not null
where numbers.number is not null

union all

select
    awards.award_id,
    cast(null as varchar) as number,
    awards.funder_id,
    awards.funder_scheme as scheme,
    awards.title,
    people.person
from awards
left join people on people.award_id = awards.award_id and people.person is not null
order by award_id, number nulls last, person nulls last
