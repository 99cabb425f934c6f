/*
title: The technology areas of every award, by the works that came of it
grain: [award_id, technology_area]
axis: technology_area
keys: [technology_area]
stored: false
parameters: {alternative: standard}
columns:
  award_id: [string, "the award; awards without a loaded work have no row"]
  technology_area: [string, id of the definition in definitions/technology_areas]
  weight: [double, "share of the award's works that are in the area; a work may be in several or none, so areas do not add up"]
examples:
  - given:
      award_links:
        - {award_id: G1, output: W1, work_id: W1}
        - {award_id: G1, output: W2, work_id: W2}
        - {award_id: G1, output: US1A}
        - {award_id: G2, output: W3, work_id: W3}
      works: [{work_id: W1}, {work_id: W2}]
      work_technology_areas:
        - {work_id: W1, technology_area: jp20-09, alternative: standard}
        - {work_id: W1, technology_area: jp20-05, alternative: standard}
        - {work_id: W2, technology_area: jp20-05, alternative: standard}
        - {work_id: W2, technology_area: jp20-09, alternative: broad}
    expect:
      - {award_id: G1, technology_area: jp20-09, weight: 0.5}
      - {award_id: G1, technology_area: jp20-05, weight: 1.0}
    arithmetic: >
      Of G1's two loaded works one is in jp20-09, both are in jp20-05. W3 is not loaded: nothing is known of G2's area.
*/
with linked as (
    select distinct award_links.award_id, award_links.work_id
    from award_links
    inner join works on works.work_id = award_links.work_id
),

works_of_award as (
    select award_id, count(*) as works
    from linked
    group by award_id
)

select
    linked.award_id,
    work_technology_areas.technology_area,
    count(*) * 1e0 / max(works_of_award.works) as weight
from linked
inner join works_of_award on works_of_award.award_id = linked.award_id
inner join work_technology_areas on work_technology_areas.work_id = linked.work_id
where work_technology_areas.alternative = $alternative
group by linked.award_id, work_technology_areas.technology_area
