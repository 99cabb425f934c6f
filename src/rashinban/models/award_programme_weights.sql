/*
title: Weight of every programme in every work that came of its awards, with the award's start and the years since
grain: [work_id, award, programme]
axis: funding
keys: [programme, award, funder, cohort, lag, confidence]
columns:
  work_id: [string, the work; works that came of no award have no row]
  award: [string, the award]
  programme: [string, "id in definitions/programmes, at every level of the tree; null where no rule tells one"]
  funder: [string, who gave the award]
  cohort: [int32, year in which the award starts; null where not known]
  lag: [int32, "year of the work less the cohort, 0 to 7; null for others and where either is not known"]
  confidence: [string, "how sure the link is: exact-id, number-in-text or inferred"]
  weight: [double, "1 / number of awards of the work. A programme's parent has the weight too, so levels do not add up"]
examples:
  - given:
      award_cohort_weights:
        - {work_id: W1, award: G1, funder: F1, cohort: 2019, lag: 2, confidence: exact-id, weight: 0.5}
        - {work_id: W1, award: G2, funder: F2, confidence: inferred, weight: 0.5}
      award_programmes:
        - {award_id: G1, programme: kakenhi, weight: 1.0}
        - {award_id: G1, programme: kakenhi-b, weight: 1.0}
        - {award_id: G2, programme: null, weight: 1.0}
    expect:
      - {work_id: W1, award: G1, programme: kakenhi, funder: F1, cohort: 2019, lag: 2, confidence: exact-id, weight: 0.5}
      - {work_id: W1, award: G1, programme: kakenhi-b, funder: F1, cohort: 2019, lag: 2, confidence: exact-id, weight: 0.5}
      - {work_id: W1, award: G2, programme: null, funder: F2, cohort: null, lag: null, confidence: inferred, weight: 0.5}
    arithmetic: Half of W1 is KAKENHI's, all of that half is of category B; of the other half no programme is known.
*/
select
    award_cohort_weights.work_id,
    award_cohort_weights.award,
    award_programmes.programme,
    award_cohort_weights.funder,
    award_cohort_weights.cohort,
    award_cohort_weights.lag,
    award_cohort_weights.confidence,
    award_cohort_weights.weight
from award_cohort_weights
inner join award_programmes on award_programmes.award_id = award_cohort_weights.award
