/*
title: How many outputs every award has, by kind, years since its start and sureness of the link
grain: [award_id, kind, lag, confidence]
columns:
  award_id: [string, "the award; awards without outputs have no row"]
  kind: [string, "publication, patent, dataset or other"]
  lag: [int32, "calendar year of the output less the year in which the award starts; null where either is not known"]
  confidence: [string, "how sure the links are: exact-id, number-in-text or inferred"]
  outputs: [int64, outputs of the award]
  parts: [double, "the same, each output divided by the number of awards that have it"]
  shared: [int64, those of the outputs that other awards have too]
examples:
  - given:
      award_universe: [{award_id: G1, year: 2019}, {award_id: G2}]
      award_links:
        - {award_id: G1, output: W1, kind: publication, year: 2021, confidence: exact-id, awards: 2}
        - {award_id: G1, output: W2, kind: publication, year: 2021, confidence: exact-id, awards: 1}
        - {award_id: G1, output: W3, kind: publication, confidence: inferred, awards: 1}
        - {award_id: G2, output: W1, kind: publication, year: 2021, confidence: number-in-text, awards: 2}
        - {award_id: G1, output: US1A, kind: patent, year: 2018, confidence: exact-id, awards: 1}
    expect:
      - {award_id: G1, kind: publication, lag: 2, confidence: exact-id, outputs: 2, parts: 1.5, shared: 1}
      - {award_id: G1, kind: publication, lag: null, confidence: inferred, outputs: 1, parts: 1.0, shared: 0}
      - {award_id: G2, kind: publication, lag: null, confidence: number-in-text, outputs: 1, parts: 0.5, shared: 1}
      - {award_id: G1, kind: patent, lag: -1, confidence: exact-id, outputs: 1, parts: 1.0, shared: 0}
    arithmetic: >
      G1 starts in 2019; W1 (of two awards, 1/2) and W2 came in 2021, lag 2: 1/2 + 1. The parts of W1 sum to 1 over both
      awards. W3's year and G2's start are not known. The patent is older than the award.
*/
select
    award_links.award_id,
    award_links.kind,
    award_links.year - award_universe.year as lag,
    award_links.confidence,
    count(*) as outputs,
    sum(1e0 / award_links.awards) as parts,
    count(case when award_links.awards > 1 then 1 end) as shared
from award_links
inner join award_universe on award_universe.award_id = award_links.award_id
group by award_links.award_id, award_links.kind, award_links.year - award_universe.year, award_links.confidence
