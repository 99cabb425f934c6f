/*
title: Pairs of awards of different projects that share people or have texts alike, and run at about the same time
grain: [award_id, other_award_id]
columns:
  award_id: [string, the award]
  other_award_id: [string, "the other; each pair stands in both directions"]
  basis: [string, "people: they share an identified person; text: titles and summaries are alike; both"]
  people: [int64, "identified people in common; 0 where basis is text"]
  similarity: [double, "cosine of the TF-IDF weights of the texts (award_similarities); null where basis is people"]
  timing: [string, "overlap: the periods have a day in common; follow: one begins within a year (365 days) after the other ended; unknown: the period of one is not known. Pairs farther apart are left out. Where a record says no days its fiscal years are taken as calendar years"]
cites: ["Salton G., Buckley C. (1988): Term-weighting approaches in automatic text retrieval (doi.org/10.1016/0306-4573(88)90021-0)"]
examples:
  - given:
      award_people:
        - {award_id: G1, person: P1}
        - {award_id: G1, person: P2}
        - {award_id: G2, person: P1}
        - {award_id: G2, person: P2}
        - {award_id: G3, person: P1}
        - {award_id: G4, person: P1}
        - {award_id: G5, person: P9}
      award_projects:
        - {award_id: G1, project_id: G1, is_compared: true}
        - {award_id: G2, project_id: G2, is_compared: true}
        - {award_id: G3, project_id: G1, is_compared: true}
        - {award_id: G4, project_id: G4, is_compared: true}
        - {award_id: G5, project_id: G5, is_compared: true}
      award_similarities:
        - {award_id: G1, other_award_id: G2, similarity: 0.5, method: words}
        - {award_id: G2, other_award_id: G1, similarity: 0.5, method: words}
        - {award_id: G5, other_award_id: G1, similarity: 0.4, method: words}
      awards:
        - {award_id: G1, start_date: 2020-04-01, end_date: 2021-03-31}
        - {award_id: G2, start_fiscal_year: 2022, end_fiscal_year: 2023}
        - {award_id: G3, start_date: 2021-04-01, end_date: 2022-03-31}
        - {award_id: G4, start_date: 2023-04-01, end_date: 2024-03-31}
        - {award_id: G5, start_date: 2018-04-01}
    expect:
      - {award_id: G1, other_award_id: G2, basis: both, people: 2, similarity: 0.5, timing: follow}
      - {award_id: G2, other_award_id: G1, basis: both, people: 2, similarity: 0.5, timing: follow}
      - {award_id: G2, other_award_id: G3, basis: people, people: 1, similarity: null, timing: overlap}
      - {award_id: G3, other_award_id: G2, basis: people, people: 1, similarity: null, timing: overlap}
      - {award_id: G2, other_award_id: G4, basis: people, people: 1, similarity: null, timing: overlap}
      - {award_id: G4, other_award_id: G2, basis: people, people: 1, similarity: null, timing: overlap}
      - {award_id: G1, other_award_id: G5, basis: text, people: 0, similarity: 0.4, timing: unknown}
      - {award_id: G5, other_award_id: G1, basis: text, people: 0, similarity: 0.4, timing: unknown}
    arithmetic: >
      G1 and G3 are records of one project. G1 ended on 31 March 2021 and G2 begins with 2022, taken from 1 January:
      within a year. G1 and G4 are two years apart; G3 ended on 31 March 2022, G4 begins a year and a day later. G5 says
      no end, but begins before G1 does. G5 is alike to G1 in one direction of award_similarities, and stands in both here.
*/
with periods as (
    select
        award_id,
        coalesce(start_date, cast(cast(start_fiscal_year as varchar) || '-01-01' as date)) as first_day,
        coalesce(end_date, cast(cast(end_fiscal_year as varchar) || '-12-31' as date)) as last_day
    from awards
),

found as (
    select award_people.award_id, others.award_id as other_award_id, 1 as people, cast(null as double) as similarity
    from award_people
    inner join award_people as others on others.person = award_people.person and others.award_id <> award_people.award_id

    union all

    select award_id, other_award_id, 0 as people, similarity
    from award_similarities

    union all

    select other_award_id as award_id, award_id as other_award_id, 0 as people, similarity
    from award_similarities
),

pairs as (
    select award_id, other_award_id, cast(sum(people) as bigint) as people, max(similarity) as similarity
    from found
    group by award_id, other_award_id
),

timed as (
    select
        pairs.award_id,
        pairs.other_award_id,
        pairs.people,
        pairs.similarity,
        -- Days from the end of one to the beginning of the other; the greater of both directions is the gap.
        date_diff('day', own.last_day, other.first_day) as wait,
        date_diff('day', other.last_day, own.first_day) as waited
    from pairs
    inner join periods as own on own.award_id = pairs.award_id
    inner join periods as other on other.award_id = pairs.other_award_id
    inner join award_projects on award_projects.award_id = pairs.award_id
    inner join award_projects as other_projects on other_projects.award_id = pairs.other_award_id
    where award_projects.project_id <> other_projects.project_id
)

select
    award_id,
    other_award_id,
    case when similarity is null then 'people' when people = 0 then 'text' else 'both' end as basis,
    people,
    similarity,
    case
        when wait is null or waited is null then 'unknown'
        when wait > 0 or waited > 0 then 'follow'
        else 'overlap'
    end as timing
from timed
where coalesce(wait, 0) <= 365 and coalesce(waited, 0) <= 365
