/*
title: Every award at each lag and each degree of sureness of the links to its outputs
grain: [award_id, lag, confidence]
axis: lag
keys: [lag, confidence]
stored: false
columns:
  award_id: [string, the award]
  lag: [int32, years since the year in which the award starts]
  confidence: [string, "how sure a link is: exact-id, number-in-text or inferred"]
  weight: [double, "always 1"]
examples:
  - given:
      award_lags: [{award_id: G1, lag: 0, weight: 1.0}, {award_id: G1, lag: 1, weight: 1.0}]
      award_confidences: [{award_id: G1, confidence: exact-id, weight: 1.0}, {award_id: G1, confidence: inferred, weight: 1.0}]
    expect:
      - {award_id: G1, lag: 0, confidence: exact-id, weight: 1.0}
      - {award_id: G1, lag: 0, confidence: inferred, weight: 1.0}
      - {award_id: G1, lag: 1, confidence: exact-id, weight: 1.0}
      - {award_id: G1, lag: 1, confidence: inferred, weight: 1.0}
    arithmetic: Each lag with each degree.
*/
select
    award_lags.award_id,
    award_lags.lag,
    award_confidences.confidence,
    award_lags.weight * award_confidences.weight as weight
from award_lags
inner join award_confidences on award_confidences.award_id = award_lags.award_id
