/*
title: "Citations of every work in its first years: OpenAlex's counts by year"
grain: [work_id]
stored: false
parameters: {citation_years: 5}
columns:
  work_id: [string, the work]
  citations: [int64, "citations in publication year .. publication year + citation_years - 1, as far as those years have passed; null where OpenAlex does not tell (it prints the last ten years only)"]
examples:
  - given:
      works:
        - {work_id: W1, publication_year: 2018, cited_by_count: 16, updated_date: "2025-08-01T00:00:00"}
        - {work_id: W2, publication_year: 2010, cited_by_count: 9, updated_date: "2025-08-01"}
        - {work_id: W3, publication_year: 2010, cited_by_count: 2, updated_date: "2025-08-01"}
        - {work_id: W4, publication_year: 2010, cited_by_count: 0, updated_date: "2025-08-01"}
        - {work_id: W5, publication_year: 2024, cited_by_count: 1}
        - {work_id: W6, cited_by_count: 1, updated_date: "2025-08-01"}
      work_citation_years:
        - {work_id: W1, year: 2018, cited_by_count: 1}
        - {work_id: W1, year: 2022, cited_by_count: 5}
        - {work_id: W1, year: 2023, cited_by_count: 10}
        - {work_id: W2, year: 2020, cited_by_count: 4}
        - {work_id: W3, year: 2020, cited_by_count: 2}
        - {work_id: W5, year: 2025, cited_by_count: 1}
        - {work_id: W6, year: 2025, cited_by_count: 1}
    expect:
      - {work_id: W1, citations: 6}
      - {work_id: W2, citations: null}
      - {work_id: W3, citations: 0}
      - {work_id: W4, citations: 0}
      - {work_id: W5, citations: 1}
      - {work_id: W6, citations: null}
    arithmetic: >
      W1: 2018..2022 holds 1 + 5 = 6; 2023 is outside. The record of W2 is of 2025, so its years begin in 2016; 9 - 4 = 5
      citations lie before that and nobody can say when: null. W3 is as old, but its 2 citations are all listed, so
      2010..2014 had none: 0. W4 was never cited: 0. W5 has no date of its record; the newest year in the base stands
      for it, and 2024..2028 is counted up to now: 1. W6 has no publication year: null.
*/
with newest as (
    select max(year) as year
    from work_citation_years
),

listed as (
    select
        works.work_id,
        works.publication_year,
        works.cited_by_count,
        coalesce(cast(substr(works.updated_date, 1, 4) as integer), newest.year) as record_year,
        coalesce(sum(work_citation_years.cited_by_count), 0) as listed_citations,
        coalesce(
            sum(case
                when work_citation_years.year >= works.publication_year
                    and work_citation_years.year < works.publication_year + $citation_years
                then work_citation_years.cited_by_count
            end),
            0
        ) as window_citations
    from works
    cross join newest
    left join work_citation_years on work_citation_years.work_id = works.work_id
    group by works.work_id, works.publication_year, works.cited_by_count, works.updated_date, newest.year
)

select
    work_id,
    cast(
        case
            when publication_year is null then null
            when publication_year >= record_year - 9 then window_citations
            when listed_citations = cited_by_count then window_citations
        end as bigint
    ) as citations
from listed
