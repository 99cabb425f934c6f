-- Each row is one thing in the money of the base that can hardly be right: the rule that tells it, the table, the record,
-- what was found, and how many there are by the rule in the table. Of each rule and table the first three are told.
with amounts as (
    select 'awards' as table_name, award_id as record, amount, currency
    from awards
    where amount is not null

    union all

    select
        'award_amounts' as table_name,
        award_id || case when fiscal_year is null then '' else ' FY' || cast(fiscal_year as varchar) end as record,
        amount,
        currency
    from award_amounts

    union all

    select 'award_institutions' as table_name, award_id as record, amount, currency
    from award_institutions
    where amount is not null

    union all

    select 'budget_lines' as table_name, budget_line_id as record, amount, currency
    from budget_lines
),

yearly as (
    select
        award_id,
        sum(case when fiscal_year is null then amount else 0 end) as beyond,
        sum(case when fiscal_year is not null then amount end) as by_year,
        sum(amount) as whole
    from award_year_amounts
    group by award_id
),

kinds as (
    select
        award_id,
        fiscal_year,
        currency,
        sum(case when kind = 'total' then amount end) as whole,
        sum(case when kind = 'direct' then amount end) as direct,
        sum(case when kind = 'indirect' then amount end) as indirect
    from award_amounts
    group by award_id, fiscal_year, currency, coalesce(is_planned, false)
),

institutions as (
    select award_id, currency, sum(amount) as amount
    from award_institutions
    where amount is not null
    group by award_id, currency
),

-- Japan's fiscal year begins in April; those of other funders begin in other months.
in_japan as (
    select
        award_id,
        start_fiscal_year,
        end_fiscal_year,
        start_date,
        end_date,
        year(start_date) - case when month(start_date) < 4 then 1 else 0 end as first_year,
        year(end_date) - case when month(end_date) < 4 then 1 else 0 end as last_year
    from awards
    where currency = 'JPY' or jgn is not null
),

twins as (
    select min(award_id) as award_id, max(award_id) as other, count(*) as numbers
    from awards
    where title is not null and lead_name is not null and amount is not null and start_date is not null
    group by title, lead_name, amount, currency, start_date
    having count(*) > 1
),

claimed as (
    select id, min(cast(value as bigint)) as lowest, max(cast(value as bigint)) as highest
    from claims
    where table_name = 'awards' and column_name = 'amount'
    group by id
),

groups as (
    select year, funder, scheme, breakdown, sum(applied) as applied, sum(awarded) as awarded
    from application_universe
    group by year, funder, scheme, breakdown
),

doubts as (
    select 'negative' as rule, table_name, record, cast(amount as varchar) || ' ' || coalesce(currency, '') as found
    from amounts
    where amount < 0

    union all

    select 'zero' as rule, table_name, record, '0 ' || coalesce(currency, '') as found
    from amounts
    where amount = 0

    union all

    select 'no_currency' as rule, table_name, record, cast(amount as varchar) as found
    from amounts
    where currency is null

    union all

    select 'unknown_currency' as rule, amounts.table_name, amounts.record, amounts.currency as found
    from amounts
    left join currencies on currencies.currency = amounts.currency
    where amounts.currency is not null and currencies.currency is null

    union all

    select 'two_currencies' as rule, 'award_amounts' as table_name, award_id as record, min(currency) || ', ' || max(currency) as found
    from award_amounts
    group by award_id
    having count(distinct currency) > 1

    union all

    select
        case
            when by_year = 1000 * whole or whole = 1000 * by_year then 'thousandfold'
            when abs(by_year) > abs(whole) then 'years_exceed'
            else 'years_short'
        end as rule,
        'award_amounts' as table_name,
        award_id as record,
        cast(whole as varchar) || ' in all, ' || cast(by_year as varchar) || ' by year' as found
    from yearly
    where by_year is not null and beyond <> 0

    union all

    select
        'kinds_differ' as rule,
        'award_amounts' as table_name,
        award_id || case when fiscal_year is null then '' else ' FY' || cast(fiscal_year as varchar) end as record,
        cast(whole as varchar) || ', but ' || cast(direct as varchar) || ' + ' || cast(indirect as varchar) as found
    from kinds
    where whole <> direct + indirect

    union all

    select
        'institutions_exceed' as rule,
        'award_institutions' as table_name,
        awards.award_id as record,
        cast(awards.amount as varchar) || ' in all, ' || cast(institutions.amount as varchar) || ' by institution' as found
    from awards
    inner join institutions on institutions.award_id = awards.award_id and institutions.currency = awards.currency
    where institutions.amount > awards.amount

    union all

    select
        'claimed_thousandfold' as rule,
        'claims' as table_name,
        id as record,
        cast(lowest as varchar) || ' and ' || cast(highest as varchar) as found
    from claimed
    where highest = 1000 * lowest and lowest > 0

    union all

    select
        'ends_before' as rule,
        'awards' as table_name,
        award_id as record,
        cast(start_date as varchar) || ' to ' || cast(end_date as varchar) as found
    from awards
    where end_date < start_date

    union all

    select
        'fiscal_year_off' as rule,
        'awards' as table_name,
        award_id as record,
        cast(start_date as varchar) || ' in FY' || cast(start_fiscal_year as varchar) as found
    from in_japan
    where start_fiscal_year <> first_year

    union all

    select
        'fiscal_year_off' as rule,
        'awards' as table_name,
        award_id as record,
        cast(end_date as varchar) || ' in FY' || cast(end_fiscal_year as varchar) as found
    from in_japan
    where end_fiscal_year <> last_year

    union all

    select
        'outside' as rule,
        'award_amounts' as table_name,
        awards.award_id as record,
        'FY' || cast(award_amounts.fiscal_year as varchar) || ', but FY' || cast(awards.start_fiscal_year as varchar)
            || ' to FY' || cast(awards.end_fiscal_year as varchar) as found
    from award_amounts
    inner join awards on awards.award_id = award_amounts.award_id
    where award_amounts.fiscal_year < awards.start_fiscal_year or award_amounts.fiscal_year > awards.end_fiscal_year

    union all

    select
        'no_end' as rule,
        'awards' as table_name,
        award_id as record,
        'from ' || coalesce(cast(start_date as varchar), 'FY' || cast(start_fiscal_year as varchar)) as found
    from awards
    where end_date is null and end_fiscal_year is null and coalesce(year(start_date), start_fiscal_year) is not null

    union all

    select
        'two_numbers' as rule,
        'awards' as table_name,
        award_id as record,
        'and ' || other || case when numbers > 2 then ', ' || cast(numbers as varchar) || ' in all' else '' end as found
    from twins

    union all

    select
        'more_awarded' as rule,
        'applications' as table_name,
        application_id as record,
        cast(awarded as varchar) || ' of ' || cast(applied as varchar) as found
    from applications
    where awarded > applied or awarded < 0 or applied < 0

    union all

    select
        'groups_exceed' as rule,
        'applications' as table_name,
        coalesce(parts.scheme, '') || ' FY' || cast(parts.year as varchar) || ' by ' || parts.breakdown as record,
        cast(wholes.applied as varchar) || ' applied and ' || cast(wholes.awarded as varchar) || ' awarded in all, '
            || cast(parts.applied as varchar) || ' and ' || cast(parts.awarded as varchar) || ' in the groups' as found
    from groups as parts
    inner join groups as wholes
        on wholes.year = parts.year
        and coalesce(wholes.funder, '') = coalesce(parts.funder, '')
        and coalesce(wholes.scheme, '') = coalesce(parts.scheme, '')
    where wholes.breakdown = 'whole'
        and parts.breakdown <> 'whole'
        and (parts.applied > wholes.applied or parts.awarded > wholes.awarded)
),

placed as (
    select
        rule,
        table_name,
        record,
        found,
        row_number() over (partition by rule, table_name order by record nulls last, found nulls last) as place,
        count(*) over (partition by rule, table_name) as doubts
    from doubts
)

select rule, table_name, record, found, doubts
from placed
where place <= 3
order by rule nulls last, table_name nulls last, place nulls last
