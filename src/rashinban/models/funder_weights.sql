/*
title: Weight of every funder that a work acknowledges
grain: [work_id, funder]
axis: funding
keys: [funder]
columns:
  work_id: [string, the work; works that acknowledge nobody have no row]
  funder: [string, OpenAlex funder id; null for awards whose funder is not resolved]
  weight: [double, "1 / number of distinct funders; the weights of one work sum to 1"]
examples:
  - given:
      work_funders:
        - {work_id: W1, funder_id: F1}
        - {work_id: W1, funder_id: F2}
        - {work_id: W3, funder_id: F1}
      work_awards:
        - {work_id: W1, position: 1, award_id: G1, funder_id: F2}
        - {work_id: W1, position: 2, award_id: G2}
        - {work_id: W2, position: 1, funder_award_id: "12-345"}
      awards:
        - {award_id: G2, funder_id: F3}
    expect:
      - {work_id: W1, funder: F1, weight: 0.3333333333333333}
      - {work_id: W1, funder: F2, weight: 0.3333333333333333}
      - {work_id: W1, funder: F3, weight: 0.3333333333333333}
      - {work_id: W2, funder: null, weight: 1.0}
      - {work_id: W3, funder: F1, weight: 1.0}
    arithmetic: >
      W1 names F1 and F2, an award of F2 (the same funder) and award G2, whose record says F3: three funders, 1/3 each.
      W2 gives a number and no funder.
*/
with named as (
    select work_id, funder_id as funder
    from work_funders

    union

    select work_awards.work_id, coalesce(work_awards.funder_id, awards.funder_id) as funder
    from work_awards
    left join awards on awards.award_id = work_awards.award_id
),

funders_of_work as (
    select work_id, count(*) as funders
    from named
    group by work_id
)

select named.work_id, named.funder, 1e0 / funders_of_work.funders as weight
from named
inner join funders_of_work on funders_of_work.work_id = named.work_id
