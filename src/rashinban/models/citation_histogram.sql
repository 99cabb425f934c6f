/*
title: How many works have how many citations, by field, year and type
grain: [level, category, year, type, citations]
stored: false
columns:
  level: [string, "subfield, field, domain or all: each work is counted once at each level that it has"]
  category: [string, "id of the subfield, field or domain; 'all' at level all"]
  year: [int32, year of publication]
  type: [string, article or review]
  citations: [int64, number of citations]
  works: [int64, number of works of the universe with that many]
examples:
  - given:
      universe:
        - {work_id: W1, year: 2020, type: article, subfield: "1702", field: "17", domain: "3", in_universe: true}
        - {work_id: W2, year: 2020, type: article, subfield: "1702", field: "17", domain: "3", in_universe: true}
        - {work_id: W3, year: 2020, type: article, subfield: "1705", field: "17", domain: "3", in_universe: true}
        - {work_id: W4, year: 2020, type: review, in_universe: true}
        - {work_id: W5, year: 2020, type: dataset, subfield: "1702", field: "17", domain: "3", in_universe: false}
        - {work_id: W6, year: 2020, type: article, subfield: "1702", field: "17", domain: "3", in_universe: true}
      work_citations:
        - {work_id: W1, citations: 0}
        - {work_id: W2, citations: 3}
        - {work_id: W3, citations: 3}
        - {work_id: W4, citations: 5}
        - {work_id: W5, citations: 1}
        - {work_id: W6}
    expect:
      - {level: subfield, category: "1702", year: 2020, type: article, citations: 0, works: 1}
      - {level: subfield, category: "1702", year: 2020, type: article, citations: 3, works: 1}
      - {level: subfield, category: "1705", year: 2020, type: article, citations: 3, works: 1}
      - {level: field, category: "17", year: 2020, type: article, citations: 0, works: 1}
      - {level: field, category: "17", year: 2020, type: article, citations: 3, works: 2}
      - {level: domain, category: "3", year: 2020, type: article, citations: 0, works: 1}
      - {level: domain, category: "3", year: 2020, type: article, citations: 3, works: 2}
      - {level: all, category: all, year: 2020, type: article, citations: 0, works: 1}
      - {level: all, category: all, year: 2020, type: article, citations: 3, works: 2}
      - {level: all, category: all, year: 2020, type: review, citations: 5, works: 1}
    arithmetic: >
      W5 is outside the universe and the citations of W6 are not observed. W4 has no topic and stands at level all only.
*/
with cells as (
    select
        universe.subfield,
        universe.field,
        universe.domain,
        universe.year,
        universe.type,
        work_citations.citations,
        count(*) as works
    from universe
    inner join work_citations on work_citations.work_id = universe.work_id
    where universe.in_universe
        and universe.year is not null
        and work_citations.citations is not null
    group by
        universe.subfield, universe.field, universe.domain, universe.year, universe.type, work_citations.citations
),

levels as (
    select 'subfield' as level, subfield as category, year, type, citations, works from cells
    where subfield is not null

    union all

    select 'field' as level, field as category, year, type, citations, works from cells
    where field is not null

    union all

    select 'domain' as level, domain as category, year, type, citations, works from cells
    where domain is not null

    union all

    select 'all' as level, 'all' as category, year, type, citations, works from cells
)

select level, category, year, type, citations, cast(sum(works) as bigint) as works
from levels
group by level, category, year, type, citations
