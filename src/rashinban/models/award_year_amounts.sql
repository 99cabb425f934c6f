/*
title: Amount of every award by fiscal year, in one currency an award
grain: [award_id, fiscal_year]
columns:
  award_id: [string, the award; awards without an amount in a known currency have no row]
  fiscal_year: [int32, "fiscal year by the funder's calendar; null: the part that the data give to no year"]
  currency: [string, ISO 4217 code]
  amount: [int64, "minor units of the currency, as stated (nominal). The rows of one award sum to its whole amount"]
  is_planned: [bool, "planned, not yet paid; null for the part of no year"]
examples:
  - given:
      awards:
        - {award_id: G1, amount: 100, currency: JPY}
        - {award_id: G2}
        - {award_id: G3, amount: 70, currency: EUR}
        - {award_id: G4, amount: 5}
        - {award_id: G5}
        - {award_id: G6, amount: 10, currency: JPY}
      award_amounts:
        - {award_id: G1, position: 1, kind: total, amount: 100, currency: JPY}
        - {award_id: G1, position: 2, fiscal_year: 2020, kind: total, amount: 60, currency: JPY, is_planned: false}
        - {award_id: G1, position: 3, fiscal_year: 2020, kind: direct, amount: 46, currency: JPY, is_planned: false}
        - {award_id: G1, position: 4, fiscal_year: 2020, kind: total, amount: 90, currency: JPY, is_planned: true}
        - {award_id: G1, position: 5, fiscal_year: 2021, kind: direct, amount: 20, currency: JPY, is_planned: true}
        - {award_id: G1, position: 6, fiscal_year: 2021, kind: indirect, amount: 6, currency: JPY, is_planned: true}
        - {award_id: G2, position: 1, fiscal_year: 2019, kind: total, amount: 7, currency: USD}
        - {award_id: G2, position: 2, fiscal_year: 2019, kind: total, amount: -2, currency: USD}
        - {award_id: G3, position: 1, kind: contribution, amount: 70, currency: EUR}
        - {award_id: G3, position: 2, kind: cost, amount: 99, currency: EUR}
        - {award_id: G5, position: 1, fiscal_year: 2019, kind: total, amount: 7, currency: USD}
        - {award_id: G5, position: 2, fiscal_year: 2020, kind: total, amount: 7, currency: CAD}
        - {award_id: G6, position: 1, fiscal_year: 2020, kind: total, amount: 12, currency: JPY}
    expect:
      - {award_id: G1, fiscal_year: 2020, currency: JPY, amount: 60, is_planned: false}
      - {award_id: G1, fiscal_year: 2021, currency: JPY, amount: 26, is_planned: true}
      - {award_id: G1, fiscal_year: null, currency: JPY, amount: 14, is_planned: null}
      - {award_id: G2, fiscal_year: 2019, currency: USD, amount: 5, is_planned: false}
      - {award_id: G3, fiscal_year: null, currency: EUR, amount: 70, is_planned: null}
      - {award_id: G6, fiscal_year: 2020, currency: JPY, amount: 12, is_planned: false}
      - {award_id: G6, fiscal_year: null, currency: JPY, amount: -2, is_planned: null}
    arithmetic: >
      G1: 60 was paid in 2020 (the plan of 90 gives way; direct costs are within the total); 2021 is planned, 20 + 6. The
      whole is 100, so 100 - 86 = 14 stands in no year. G2: 7 less 2 paid back. G3: what the funder gives, not what the
      project costs; a whole amount is not spread over years. G4's currency is not known, G5 has two: neither is added up.
      G6 says 10 in all and 12 by year: the difference stays to be seen, 12 - 2 = 10.
*/
with cells as (
    select
        award_id,
        currency,
        fiscal_year,
        coalesce(is_planned, false) as is_planned,
        cast(
            coalesce(
                sum(case when kind = 'total' then amount end),
                sum(case when kind = 'contribution' then amount end),
                sum(case when kind in ('direct', 'indirect') then amount end)
            ) as bigint
        ) as amount
    from award_amounts
    where kind in ('total', 'contribution', 'direct', 'indirect')
    group by award_id, currency, fiscal_year, coalesce(is_planned, false)
),

placed as (
    select
        award_id,
        currency,
        fiscal_year,
        is_planned,
        amount,
        row_number() over (
            partition by award_id, currency, fiscal_year
            order by is_planned nulls last
        ) as place
    from cells
),

stated as (
    select award_id, currency, fiscal_year, is_planned, amount
    from placed
    where place = 1
),

only_currency as (
    select award_id, min(currency) as currency
    from stated
    group by award_id
    having count(distinct currency) = 1
),

-- The whole as the award's own record has it, else as its list of amounts has it.
wholes as (
    select
        awards.award_id,
        case when awards.amount is null then only_currency.currency else awards.currency end as currency,
        coalesce(awards.amount, stated.amount) as amount
    from awards
    left join only_currency on only_currency.award_id = awards.award_id
    left join stated
        on stated.award_id = only_currency.award_id
        and stated.currency = only_currency.currency
        and stated.fiscal_year is null
),

yearly as (
    select stated.award_id, stated.fiscal_year, stated.currency, stated.amount, stated.is_planned
    from stated
    inner join wholes on wholes.award_id = stated.award_id and wholes.currency = stated.currency
    where stated.fiscal_year is not null
),

yearly_sums as (
    select award_id, cast(sum(amount) as bigint) as amount
    from yearly
    group by award_id
)

select award_id, fiscal_year, currency, amount, is_planned
from yearly

union all

select
    wholes.award_id,
    cast(null as integer) as fiscal_year,
    wholes.currency,
    wholes.amount - coalesce(yearly_sums.amount, 0) as amount,
    cast(null as boolean) as is_planned
from wholes
left join yearly_sums on yearly_sums.award_id = wholes.award_id
where wholes.currency is not null
    and wholes.amount is not null
    and (yearly_sums.amount is null or wholes.amount <> yearly_sums.amount)
