/*
title: Fractional weight of every country in every work
grain: [work_id, country]
axis: contributor
keys: [country]
columns:
  work_id: [string, the work]
  country: [string, ISO 3166-1 alpha-2 code; null where not known]
  weight: [double, "share of the work, 0 to 1; the weights of one work sum to 1"]
cites:
  - "CWTS Leiden Ranking Open Edition, calc_leiden_ranking_open_edition.sql (github.com/CWTSLeiden/CWTS-Leiden-Ranking-Open-Edition)"
examples:
  - given:
      institution_weights:
        - {work_id: W1, institution: I1, country: JP, weight: 0.25}
        - {work_id: W1, institution: I2, country: JP, weight: 0.25}
        - {work_id: W1, institution: null, country: DE, weight: 0.125}
        - {work_id: W1, institution: null, country: null, weight: 0.375}
    expect:
      - {work_id: W1, country: JP, weight: 0.5}
      - {work_id: W1, country: DE, weight: 0.125}
      - {work_id: W1, country: null, weight: 0.375}
    arithmetic: JP = 0.25 + 0.25; an address with a country and no institution counts for its country; the rest stays unassigned.
*/
select work_id, country, sum(weight) as weight
from institution_weights
group by work_id, country
