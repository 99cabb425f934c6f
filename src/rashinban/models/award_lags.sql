/*
title: Every award at each lag of 0 to 7 years after its start
grain: [award_id, lag]
axis: lag
keys: [lag]
stored: false
columns:
  award_id: [string, the award]
  lag: [int32, years since the year in which the award starts]
  weight: [double, "always 1: what came at a lag is told by the indicator"]
examples:
  - given:
      award_universe: [{award_id: G1}]
    expect:
      - {award_id: G1, lag: 0, weight: 1.0}
      - {award_id: G1, lag: 1, weight: 1.0}
      - {award_id: G1, lag: 2, weight: 1.0}
      - {award_id: G1, lag: 3, weight: 1.0}
      - {award_id: G1, lag: 4, weight: 1.0}
      - {award_id: G1, lag: 5, weight: 1.0}
      - {award_id: G1, lag: 6, weight: 1.0}
      - {award_id: G1, lag: 7, weight: 1.0}
    arithmetic: One award, eight lags.
*/
select award_universe.award_id, lags.lag, 1e0 as weight
from award_universe
cross join (
    select 0 as lag
    union all
    select 1 as lag
    union all
    select 2 as lag
    union all
    select 3 as lag
    union all
    select 4 as lag
    union all
    select 5 as lag
    union all
    select 6 as lag
    union all
    select 7 as lag
) as lags
