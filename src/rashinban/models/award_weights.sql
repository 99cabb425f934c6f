/*
title: Weight of every award that a work acknowledges
grain: [work_id, award]
axis: funding
keys: [award]
columns:
  work_id: [string, the work; works that acknowledge no award have no row]
  award: [string, "OpenAlex award id; null for award numbers without an award record"]
  weight: [double, "1 / number of distinct awards; the weights of one work sum to 1"]
examples:
  - given:
      work_awards:
        - {work_id: W1, position: 1, award_id: G1, funder_id: F1, funder_award_id: JP20H00001}
        - {work_id: W1, position: 2, award_id: G1, funder_id: F1, funder_award_id: JP20H00001}
        - {work_id: W1, position: 3, funder_id: F1, funder_award_id: JP21K00002}
        - {work_id: W1, position: 4, funder_id: F2, funder_award_id: "77"}
        - {work_id: W1, position: 5, funder_id: F2}
    expect:
      - {work_id: W1, award: G1, weight: 0.3333333333333333}
      - {work_id: W1, award: null, weight: 0.6666666666666666}
    arithmetic: >
      Three distinct awards: G1 (listed twice) and two numbers without a record, 1/3 each. A funder without number is
      no award.
*/
with named as (
    select distinct
        work_id,
        award_id,
        case when award_id is null then funder_id end as funder_id,
        case when award_id is null then funder_award_id end as number
    from work_awards
    where award_id is not null or funder_award_id is not null
),

awards_of_work as (
    select work_id, count(*) as awards
    from named
    group by work_id
)

select named.work_id, named.award_id as award, sum(1e0 / awards_of_work.awards) as weight
from named
inner join awards_of_work on awards_of_work.work_id = named.work_id
group by named.work_id, named.award_id
