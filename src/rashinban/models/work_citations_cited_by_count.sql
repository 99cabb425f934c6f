/*
title: "Citations of every work: OpenAlex's count, all time"
grain: [work_id]
stored: false
columns:
  work_id: [string, the work]
  citations: [int64, citations in all OpenAlex up to the day of the record; null where not given]
examples:
  - given:
      universe: [{work_id: W1, cited_by_count: 7}, {work_id: W2}]
    expect:
      - {work_id: W1, citations: 7}
      - {work_id: W2, citations: null}
    arithmetic: Taken as it is; a count that is not given is not 0.
*/
select work_id, cited_by_count as citations
from universe
