/*
title: How far every award belongs to every topic, by the works that came of it
grain: [award_id, topic, subfield, field, domain]
axis: topic
keys: [topic, subfield, field, domain]
stored: false
columns:
  award_id: [string, "the award; awards none of whose works is loaded and has a topic have no row"]
  topic: [string, primary topic of the works]
  subfield: [string, subfield of that topic]
  field: [string, field of that topic]
  domain: [string, domain of that topic]
  weight: [double, "works of the award with the topic / works of the award with any topic; the weights of one award sum to 1"]
examples:
  - given:
      award_links:
        - {award_id: G1, output: W1, work_id: W1}
        - {award_id: G1, output: W2, work_id: W2}
        - {award_id: G1, output: W3, work_id: W3}
        - {award_id: G1, output: W4, work_id: W4}
        - {award_id: G1, output: US1A}
        - {award_id: G2, output: W9, work_id: W9}
      universe:
        - {work_id: W1, topic: T1, subfield: "1702", field: "17", domain: "3"}
        - {work_id: W2, topic: T1, subfield: "1702", field: "17", domain: "3"}
        - {work_id: W3, topic: T2, subfield: "3107", field: "31", domain: "3"}
        - {work_id: W4}
    expect:
      - {award_id: G1, topic: T1, subfield: "1702", field: "17", domain: "3", weight: 0.6666666666666666}
      - {award_id: G1, topic: T2, subfield: "3107", field: "31", domain: "3", weight: 0.3333333333333333}
    arithmetic: >
      Of G1's three works with a topic two are of T1, 2/3; that of W4 is not known. W9 is not loaded: nothing is known of G2.
*/
with linked as (
    select distinct award_links.award_id, universe.work_id, universe.topic, universe.subfield, universe.field, universe.domain
    from award_links
    inner join universe on universe.work_id = award_links.work_id
    where universe.topic is not null
),

works_of_award as (
    select award_id, count(*) as works
    from linked
    group by award_id
)

select
    linked.award_id,
    linked.topic,
    linked.subfield,
    linked.field,
    linked.domain,
    count(*) * 1e0 / max(works_of_award.works) as weight
from linked
inner join works_of_award on works_of_award.award_id = linked.award_id
group by linked.award_id, linked.topic, linked.subfield, linked.field, linked.domain
