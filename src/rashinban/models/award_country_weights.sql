/*
title: Share of every country in every award
grain: [award_id, country]
axis: contributor
keys: [country]
columns:
  award_id: [string, the award]
  country: [string, ISO 3166-1 alpha-2 code; null where not known]
  weight: [double, "share of the award, 0 to 1; the weights of one award sum to 1"]
examples:
  - given:
      award_institution_weights:
        - {award_id: G1, institution: I1, country: DE, weight: 0.25}
        - {award_id: G1, institution: I2, country: DE, weight: 0.25}
        - {award_id: G1, institution: null, country: null, weight: 0.5}
    expect:
      - {award_id: G1, country: DE, weight: 0.5}
      - {award_id: G1, country: null, weight: 0.5}
    arithmetic: 0.25 + 0.25; half of the award is at a place whose country nobody said.
*/
select award_id, country, sum(weight) as weight
from award_institution_weights
group by award_id, country
