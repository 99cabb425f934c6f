/*
title: "Citations of every work: by the works of this base, without self-citations"
grain: [work_id]
stored: false
columns:
  work_id: [string, the work]
  citations: [int64, "loaded works that cite it and share no author with it; null throughout where no references were loaded"]
cites:
  - "CWTS OpenAlex databases, sql/relational/table_scripts/14_citation.sql (github.com/CWTSLeiden/CWTS-OpenAlex-databases): a self-citation is one between works that share a disambiguated author"
examples:
  - given:
      works: [{work_id: W1}, {work_id: W2}, {work_id: W3}]
      citations:
        - {work_id: W2, cited_work_id: W1}
        - {work_id: W3, cited_work_id: W1}
      authorships:
        - {work_id: W1, author_position: 1, author_id: A1}
        - {work_id: W1, author_position: 2, author_id: A2}
        - {work_id: W1, author_position: 3}
        - {work_id: W2, author_position: 1, author_id: A1}
        - {work_id: W2, author_position: 2, author_id: A2}
        - {work_id: W3, author_position: 1, author_id: A3}
        - {work_id: W3, author_position: 2}
    expect:
      - {work_id: W1, citations: 1}
      - {work_id: W2, citations: 0}
      - {work_id: W3, citations: 0}
    arithmetic: >
      W2 shares A1 and A2 with W1: a self-citation, taken away once. W3 shares nobody; two authors that are not
      resolved are not the same person. 2 - 1 = 1.
*/
with self_citations as (
    select distinct citations.work_id, citations.cited_work_id
    from citations
    inner join authorships as citing on citing.work_id = citations.work_id
    inner join authorships as cited
        on cited.work_id = citations.cited_work_id
        and cited.author_id = citing.author_id
),

loaded as (
    select citations.cited_work_id as work_id, count(*) as citations
    from citations
    inner join works on works.work_id = citations.work_id
    left join self_citations
        on self_citations.work_id = citations.work_id
        and self_citations.cited_work_id = citations.cited_work_id
    where self_citations.work_id is null
    group by citations.cited_work_id
),

observed as (
    select count(*) as reference_count
    from citations
)

select
    works.work_id,
    case when observed.reference_count > 0 then coalesce(loaded.citations, 0) end as citations
from works
cross join observed
left join loaded on loaded.work_id = works.work_id
