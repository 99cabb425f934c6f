/*
title: Fractional weight of every author in every work
grain: [work_id, author]
axis: contributor
keys: [author]
columns:
  work_id: [string, the work]
  author: [string, OpenAlex author id; null where not resolved or no author is given]
  weight: [double, "share of the work, 0 to 1; the weights of one work sum to 1"]
examples:
  - given:
      works: [{work_id: W1}, {work_id: W2}]
      authorships:
        - {work_id: W1, author_position: 1, author_id: A1}
        - {work_id: W1, author_position: 2, author_id: A2}
        - {work_id: W1, author_position: 3}
        - {work_id: W1, author_position: 4}
    expect:
      - {work_id: W1, author: A1, weight: 0.25}
      - {work_id: W1, author: A2, weight: 0.25}
      - {work_id: W1, author: null, weight: 0.5}
      - {work_id: W2, author: null, weight: 1.0}
    arithmetic: Four authors with 1/4 each, two of them not resolved. W2 names nobody.
*/
with authors_of_work as (
    select work_id, count(*) as authors
    from authorships
    group by work_id
)

select
    works.work_id,
    authorships.author_id as author,
    sum(1e0 / coalesce(authors_of_work.authors, 1)) as weight
from works
left join authors_of_work on authors_of_work.work_id = works.work_id
left join authorships on authorships.work_id = works.work_id
group by works.work_id, authorships.author_id
