/*
title: Every award at each degree of sureness of the links to its outputs
grain: [award_id, confidence]
axis: lag
keys: [confidence]
stored: false
columns:
  award_id: [string, the award]
  confidence: [string, "how sure a link is: exact-id, number-in-text or inferred"]
  weight: [double, "always 1: what is linked so surely is told by the indicator"]
examples:
  - given:
      award_universe: [{award_id: G1}]
    expect:
      - {award_id: G1, confidence: exact-id, weight: 1.0}
      - {award_id: G1, confidence: number-in-text, weight: 1.0}
      - {award_id: G1, confidence: inferred, weight: 1.0}
    arithmetic: One award, three degrees.
*/
select award_universe.award_id, degrees.confidence, 1e0 as weight
from award_universe
cross join (
    select 'exact-id' as confidence
    union all
    select 'number-in-text' as confidence
    union all
    select 'inferred' as confidence
) as degrees
