/*
title: One row per award with everything it can be sliced by
grain: [award_id]
keys: [award, year, funder, currency, scheme, funding_type, status]
columns:
  award_id: [string, the award]
  award: [string, "the award, as a key: to ask of some awards or to leave some out"]
  year: [int32, "fiscal year in which it starts, by the funder's calendar; where no fiscal year is given, the calendar year of its first day"]
  funder: [string, who gave it]
  currency: [string, "ISO 4217 code of its amount; null where no amount in a known currency is given"]
  scheme: [string, "programme or scheme in the funder's words"]
  funding_type: [string, "the provider's word: grant, fellowship, contract..."]
  status: [string, "the provider's word: granted, completed..."]
  amount: [int64, "whole amount in minor units of the currency, nominal; null where not known"]
  start_date: [date, first day]
  end_date: [date, last day]
examples:
  - given:
      awards:
        - {award_id: G1, funder_id: F1, start_date: 2020-02-01, end_date: 2023-03-31, start_fiscal_year: 2019, funder_scheme: CREST, funding_type: grant, status: granted}
        - {award_id: G2, start_date: 2021-07-01}
      award_year_amounts:
        - {award_id: G1, fiscal_year: 2019, currency: JPY, amount: 40}
        - {award_id: G1, fiscal_year: null, currency: JPY, amount: 2}
    expect:
      - {award_id: G1, award: G1, year: 2019, funder: F1, currency: JPY, scheme: CREST, funding_type: grant, status: granted, amount: 42, start_date: 2020-02-01, end_date: 2023-03-31}
      - {award_id: G2, award: G2, year: 2021, funder: null, currency: null, scheme: null, funding_type: null, status: null, amount: null, start_date: 2021-07-01, end_date: null}
    arithmetic: >
      G1 begins in February 2020, which is in Japan's fiscal year 2019, as its record says; 40 + 2 = 42. G2 says no fiscal
      year and no amount.
*/
with totals as (
    select award_id, min(currency) as currency, cast(sum(amount) as bigint) as amount
    from award_year_amounts
    group by award_id
)

select
    awards.award_id,
    awards.award_id as award,
    coalesce(awards.start_fiscal_year, cast(year(awards.start_date) as integer)) as year,
    awards.funder_id as funder,
    totals.currency,
    awards.funder_scheme as scheme,
    awards.funding_type,
    awards.status,
    totals.amount,
    awards.start_date,
    awards.end_date
from awards
left join totals on totals.award_id = awards.award_id
