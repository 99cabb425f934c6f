/* Every link of a thing with an award or funder, one row for each place that says so; tables.py keeps the surest. */
with known as (
    select number_id, min(award_id) as award_id
    from funding_known
    group by number_id
),

-- The words of works read: numbers typed in their own column, and statements.
read_numbers as (
    select
        work_awards.work_id,
        coalesce(known.award_id, funding_typed.number_id) as award_id,
        coalesce(work_awards.funder_id, funding_typed.funder_id) as funder_id,
        known.award_id is not null as is_known,
        coalesce(work_awards.funder_award_id, work_awards.funder_name) as typed
    from work_awards
    left join funding_typed
        on
            funding_typed.typed_funder_id = coalesce(work_awards.funder_id, '')
            and funding_typed.typed_number = coalesce(work_awards.funder_award_id, '')
            and funding_typed.typed_name = coalesce(work_awards.funder_name, '')
    left join known on known.number_id = funding_typed.number_id
    where work_awards.award_id is null
),

statements as (
    select
        funding_statements.work_id,
        coalesce(known.award_id, funding_statements.number_id) as award_id,
        funding_statements.funder_id,
        funding_statements.typed
    from funding_statements
    left join known on known.number_id = funding_statements.number_id
),

links as (
    select
        'work' as target_kind,
        work_id as target_id,
        award_id,
        funder_id,
        1 as rank,
        'work_awards.award_id' as evidence,
        coalesce(funder_award_id, funder_name) as typed
    from work_awards
    where award_id is not null

    union all

    select
        'work' as target_kind,
        work_id as target_id,
        award_id,
        funder_id,
        case when award_id is null then 4 when is_known then 1 else 2 end as rank,
        case when award_id is null then 'work_awards.funder_name' else 'work_awards.funder_award_id' end as evidence,
        typed
    from read_numbers

    union all

    select
        'work' as target_kind,
        work_id as target_id,
        award_id,
        funder_id,
        case when award_id is null then 4 else 2 end as rank,
        'work_texts.text' as evidence,
        typed
    from statements

    union all

    select
        'work' as target_kind,
        work_id as target_id,
        cast(null as varchar) as award_id,
        funder_id,
        4 as rank,
        'work_funders.funder_id' as evidence,
        cast(null as varchar) as typed
    from work_funders

    union all

    select
        'work' as target_kind,
        work_id as target_id,
        award_id,
        cast(null as varchar) as funder_id,
        case when claimed_by = 'matched' then 3 else 1 end as rank,
        'award_outputs.work_id' as evidence,
        cast(null as varchar) as typed
    from award_outputs
    where work_id is not null

    union all

    select
        'work' as target_kind,
        work_id as target_id,
        award_id,
        cast(null as varchar) as funder_id,
        3 as rank,
        'award_output_works.work_id' as evidence,
        cast(null as varchar) as typed
    from award_output_works

    union all

    select
        'patent' as target_kind,
        patent_id as target_id,
        award_id,
        cast(null as varchar) as funder_id,
        case when claimed_by = 'matched' then 3 else 1 end as rank,
        'award_outputs.patent_id' as evidence,
        cast(null as varchar) as typed
    from award_outputs
    where patent_id is not null

    union all

    select
        'person' as target_kind,
        author_id as target_id,
        award_id,
        cast(null as varchar) as funder_id,
        1 as rank,
        'award_members.author_id' as evidence,
        name as typed
    from award_members
    where author_id is not null

    union all

    select
        'institution' as target_kind,
        institution_id as target_id,
        award_id,
        cast(null as varchar) as funder_id,
        1 as rank,
        'award_institutions.institution_id' as evidence,
        institution_name as typed
    from award_institutions
    where institution_id is not null

    union all

    select
        'institution' as target_kind,
        institution_id as target_id,
        award_id,
        funder_id,
        1 as rank,
        'awards.institution_id' as evidence,
        cast(null as varchar) as typed
    from awards
    where institution_id is not null
),

funded as (
    select
        links.target_kind,
        links.target_id,
        links.award_id,
        coalesce(links.funder_id, awards.funder_id) as funder_id,
        links.rank,
        links.evidence,
        links.typed
    from links
    left join awards on awards.award_id = links.award_id
    where links.award_id is not null or links.funder_id is not null
),

-- A funder that gave one of the awards is no link of its own.
of_awards as (
    select distinct target_kind, target_id, funder_id
    from funded
    where award_id is not null and funder_id is not null
),

told as (
    select funded.*
    from funded
    left join of_awards
        on
            of_awards.target_kind = funded.target_kind
            and of_awards.target_id = funded.target_id
            and of_awards.funder_id = funded.funder_id
    where funded.award_id is not null or of_awards.target_id is null
),

ranked as (
    select
        *,
        row_number() over (
            partition by target_kind, target_id, coalesce(award_id, funder_id)
            order by rank, case when funder_id is null then 1 else 0 end, evidence, coalesce(typed, '')
        ) as place
    from told
)

select
    target_kind || '/' || target_id || '/' || coalesce(award_id, funder_id) as link_id,
    target_kind,
    target_id,
    award_id,
    funder_id,
    case rank when 1 then 'exact-id' when 2 then 'number-in-text' when 3 then 'inferred' else 'funder-only' end
        as confidence,
    evidence,
    typed
from ranked
where place = 1
order by link_id
