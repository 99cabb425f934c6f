/*
title: Weight of every award in every work that came of it, with the award's start and the years since
grain: [work_id, award]
axis: funding
keys: [award, funder, cohort, lag, confidence]
columns:
  work_id: [string, the work; works that came of no award have no row]
  award: [string, the award]
  funder: [string, who gave the award]
  cohort: [int32, year in which the award starts; null where not known]
  lag: [int32, "year of the work less the cohort, 0 to 7; null for others and where either is not known"]
  confidence: [string, "how sure the link is: exact-id, number-in-text or inferred"]
  weight: [double, "1 / number of awards of the work; the weights of one work sum to 1"]
examples:
  - given:
      works: [{work_id: W1, publication_year: 2021}, {work_id: W2, publication_year: 2030}]
      award_universe: [{award_id: G1, funder: F1, year: 2019}, {award_id: G2, funder: F2}]
      award_links:
        - {award_id: G1, output: W1, work_id: W1, confidence: exact-id}
        - {award_id: G2, output: W1, work_id: W1, confidence: inferred}
        - {award_id: G1, output: W2, work_id: W2, confidence: exact-id}
        - {award_id: G1, output: W9, work_id: W9}
    expect:
      - {work_id: W1, award: G1, funder: F1, cohort: 2019, lag: 2, confidence: exact-id, weight: 0.5}
      - {work_id: W1, award: G2, funder: F2, cohort: null, lag: null, confidence: inferred, weight: 0.5}
      - {work_id: W2, award: G1, funder: F1, cohort: 2019, lag: null, confidence: exact-id, weight: 1.0}
    arithmetic: >
      W1 came of two awards, 1/2 each: two years after the start of G1; G2's start is not known. W2 came eleven years
      after, beyond the lags that are told. W9 is not loaded.
*/
select
    works.work_id,
    award_links.award_id as award,
    award_universe.funder,
    award_universe.year as cohort,
    case
        when works.publication_year - award_universe.year between 0 and 7
            then works.publication_year - award_universe.year
    end as lag,
    award_links.confidence,
    1e0 / count(*) over (partition by works.work_id) as weight
from award_links
inner join works on works.work_id = award_links.work_id
inner join award_universe on award_universe.award_id = award_links.award_id
