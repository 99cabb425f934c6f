/*
title: Weight of every portfolio in every work that came of its awards, with the award's start and the years since
grain: [work_id, award, portfolio]
axis: funding
keys: [portfolio, award, funder, cohort, lag, confidence]
stored: false
columns:
  work_id: [string, the work; works that came of no award of a portfolio have no row]
  award: [string, the award]
  portfolio: [string, "id of a portfolio in decisions/portfolios, or id:version"]
  funder: [string, who gave the award]
  cohort: [int32, year in which the award starts; null where not known]
  lag: [int32, "year of the work less the cohort, 0 to 7; null for others and where either is not known"]
  confidence: [string, "how sure the link is: exact-id, number-in-text or inferred"]
  weight: [double, "1 / number of awards of the work, those outside the portfolio too"]
examples:
  - given:
      award_cohort_weights:
        - {work_id: W1, award: G1, funder: F1, cohort: 2019, lag: 2, confidence: exact-id, weight: 0.5}
        - {work_id: W1, award: G2, funder: F2, confidence: inferred, weight: 0.5}
      portfolio_awards: [{award_id: G1, portfolio: energy}]
    expect:
      - {work_id: W1, award: G1, portfolio: energy, funder: F1, cohort: 2019, lag: 2, confidence: exact-id, weight: 0.5}
    arithmetic: Half of W1 is of the portfolio's award; the other award is not of it.
*/
select
    award_cohort_weights.work_id,
    award_cohort_weights.award,
    portfolio_awards.portfolio,
    award_cohort_weights.funder,
    award_cohort_weights.cohort,
    award_cohort_weights.lag,
    award_cohort_weights.confidence,
    award_cohort_weights.weight
from award_cohort_weights
inner join portfolio_awards on portfolio_awards.award_id = award_cohort_weights.award
