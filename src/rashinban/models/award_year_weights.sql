/*
title: The part of every award's money that falls into each fiscal year
grain: [award_id, fiscal_year]
axis: money
keys: [fiscal_year]
divides: true
columns:
  award_id: [string, the award]
  fiscal_year: [int32, "fiscal year by the funder's calendar; null: money of no stated year, and awards without an amount"]
  weight: [double, "share of the award's amount; the weights of one award sum to 1. Negative where money was paid back"]
examples:
  - given:
      awards: [{award_id: G1}, {award_id: G2}, {award_id: G3}]
      award_year_amounts:
        - {award_id: G1, fiscal_year: 2020, currency: JPY, amount: 60}
        - {award_id: G1, fiscal_year: 2021, currency: JPY, amount: 20}
        - {award_id: G3, fiscal_year: 2020, currency: JPY, amount: 5}
        - {award_id: G3, fiscal_year: 2021, currency: JPY, amount: -5}
    expect:
      - {award_id: G1, fiscal_year: 2020, weight: 0.75}
      - {award_id: G1, fiscal_year: 2021, weight: 0.25}
      - {award_id: G2, fiscal_year: null, weight: 1.0}
      - {award_id: G3, fiscal_year: null, weight: 1.0}
    arithmetic: G1 60/80 and 20/80. G2 has no amount; G3's amounts cancel, so no part of it can be told.
*/
with totals as (
    select award_id, sum(amount) as amount
    from award_year_amounts
    group by award_id
    having sum(amount) <> 0
)

select
    award_year_amounts.award_id,
    award_year_amounts.fiscal_year,
    award_year_amounts.amount * 1e0 / totals.amount as weight
from award_year_amounts
inner join totals on totals.award_id = award_year_amounts.award_id

union all

select awards.award_id, cast(null as integer) as fiscal_year, 1e0 as weight
from awards
left join totals on totals.award_id = awards.award_id
where totals.award_id is null
