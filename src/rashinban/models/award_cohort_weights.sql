/*
title: Weight of every award in every work that came of it, with the award's start and the years since
grain: [work_id, award]
axis: funding
keys: [award, funder, cohort, lag]
columns:
  work_id: [string, the work; works that came of no award have no row]
  award: [string, the award]
  funder: [string, who gave the award]
  cohort: [int32, year in which the award starts; null where not known]
  lag: [int32, "year of the work less the cohort, 0 to 7; null for others and where either is not known"]
  weight: [double, "1 / number of awards of the work; the weights of one work sum to 1"]
examples:
  - given:
      works: [{work_id: W1, publication_year: 2021}, {work_id: W2, publication_year: 2030}]
      award_universe: [{award_id: G1, funder: F1, year: 2019}, {award_id: G2, funder: F2}]
      award_links:
        - {award_id: G1, output: W1, work_id: W1}
        - {award_id: G2, output: W1, work_id: W1}
        - {award_id: G1, output: W2, work_id: W2}
        - {award_id: G1, output: W9, work_id: W9}
    expect:
      - {work_id: W1, award: G1, funder: F1, cohort: 2019, lag: 2, weight: 0.5}
      - {work_id: W1, award: G2, funder: F2, cohort: null, lag: null, weight: 0.5}
      - {work_id: W2, award: G1, funder: F1, cohort: 2019, lag: null, weight: 1.0}
    arithmetic: >
      W1 came of two awards, 1/2 each: two years after the start of G1; G2's start is not known. W2 came eleven years
      after, beyond the lags that are told. W9 is not loaded.
*/
with linked as (
    select distinct award_links.award_id, award_links.work_id
    from award_links
    where award_links.work_id is not null
)

select
    works.work_id,
    linked.award_id as award,
    award_universe.funder,
    award_universe.year as cohort,
    case
        when works.publication_year - award_universe.year between 0 and 7
            then works.publication_year - award_universe.year
    end as lag,
    1e0 / count(*) over (partition by works.work_id) as weight
from linked
inner join works on works.work_id = linked.work_id
inner join award_universe on award_universe.award_id = linked.award_id
