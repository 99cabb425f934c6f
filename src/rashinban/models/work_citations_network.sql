/*
title: "Citations of every work: by the works of this base"
grain: [work_id]
stored: false
columns:
  work_id: [string, the work]
  citations: [int64, "loaded works that cite it; null throughout where no references were loaded"]
examples:
  - given:
      works: [{work_id: W1}, {work_id: W2}, {work_id: W3}]
      citations:
        - {work_id: W2, cited_work_id: W1}
        - {work_id: W3, cited_work_id: W1}
        - {work_id: W9, cited_work_id: W1}
        - {work_id: W3, cited_work_id: W8}
    expect:
      - {work_id: W1, citations: 2}
      - {work_id: W2, citations: 0}
      - {work_id: W3, citations: 0}
    arithmetic: W1 is cited by W2, W3 and W9; W9 is not in the base. W8 is not either, so it has no row.
  - given:
      works: [{work_id: W1}]
    expect:
      - {work_id: W1, citations: null}
    arithmetic: No reference of any work was loaded, so nothing is known.
*/
with loaded as (
    select citations.cited_work_id as work_id, count(*) as citations
    from citations
    inner join works on works.work_id = citations.work_id
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
