/*
title: What is usual and what is top in every field, year and type
grain: [level, category, year, type]
stored: false
columns:
  level: [string, "subfield, field, domain or all"]
  category: [string, "id of the subfield, field or domain; 'all' at level all"]
  year: [int32, year of publication]
  type: [string, article or review]
  works: [int64, works in the cell]
  mean_citations: [double, citations per work]
  threshold_10: [int64, "the least c such that at least 90 % of the works have c citations or fewer"]
  weight_10: [double, "how much of a work with exactly threshold_10 citations belongs to the top 10 %, from 0 up to but not 1"]
  factor_10: [double, "NISTEP: what a work above threshold_10 counts for, so that the total is exactly a tenth; null where none is above"]
  threshold_1: [int64, "as threshold_10, with 99 %"]
  weight_1: [double, "as weight_10, for the top 1 %"]
  factor_1: [double, "as factor_10, for the top 1 %"]
cites:
  - "CWTS OpenAlex databases, sql/indicators/stored_procedures/03_create_proc_calc_indicators_pubs.sql (github.com/CWTSLeiden/CWTS-OpenAlex-databases)"
  - "PathOS Open Science Indicator Handbook, citation impact (github.com/PathOS-project/indicator_handbook)"
  - "NISTEP, Japanese Science and Technology Indicators: adjusted top 10 % papers (nistep.go.jp/sti_indicator/2019/RM283_42.html)"
examples:
  - given:
      reference_histogram:
        - {level: subfield, category: "1702", year: 2020, type: article, citations: 0, works: 12}
        - {level: subfield, category: "1702", year: 2020, type: article, citations: 1, works: 5}
        - {level: subfield, category: "1702", year: 2020, type: article, citations: 2, works: 2}
        - {level: subfield, category: "1702", year: 2020, type: article, citations: 9, works: 1}
    expect:
      - {level: subfield, category: "1702", year: 2020, type: article, works: 20, mean_citations: 0.9, threshold_10: 2, weight_10: 0.5, factor_10: 2.0, threshold_1: 9, weight_1: 0.2, factor_1: null}
    arithmetic: >
      20 works with 0 x 12 + 1 x 5 + 2 x 2 + 9 = 18 citations: 18 / 20 = 0.9. Top 10 % is 2 works: 17 of 20 have 1 or fewer
      (85 %), 19 have 2 or fewer (95 %), so c* = 2; 1 work is above and 2 are at it: (2 - 1) / 2 = 0.5; sum 1 + 2 x 0.5 = 2.
      NISTEP: 1 work above, 2 / 1 = 2. Top 1 % is 0.2 works: c* = 9, none above, 0.2 / 1 = 0.2; NISTEP has nothing to scale.
*/
with running as (
    select
        level,
        category,
        year,
        type,
        citations,
        works,
        sum(works) over cell as works_up_to,
        sum(works) over (partition by level, category, year, type) as works_of_cell
    from reference_histogram
    window cell as (
        partition by level, category, year, type
        order by citations nulls last
        rows between unbounded preceding and current row
    )
),

-- Whole numbers only: "at least 90 % of n works" is 10 x works >= 9 x n, and a tie is a tie.
tops as (
    select
        level,
        category,
        year,
        type,
        sum(works) as works,
        sum(citations * works) as citations,
        min(citations) filter (where 10 * works_up_to >= 9 * works_of_cell) as threshold_10,
        sum(works) filter (
            where 10 * works_up_to >= 9 * works_of_cell and 10 * (works_up_to - works) < 9 * works_of_cell
        ) as at_10,
        sum(works) - min(works_up_to) filter (where 10 * works_up_to >= 9 * works_of_cell) as above_10,
        min(citations) filter (where 100 * works_up_to >= 99 * works_of_cell) as threshold_1,
        sum(works) filter (
            where 100 * works_up_to >= 99 * works_of_cell and 100 * (works_up_to - works) < 99 * works_of_cell
        ) as at_1,
        sum(works) - min(works_up_to) filter (where 100 * works_up_to >= 99 * works_of_cell) as above_1
    from running
    group by level, category, year, type
)

select
    level,
    category,
    year,
    type,
    cast(works as bigint) as works,
    cast(citations as double) / works as mean_citations,
    threshold_10,
    cast(works - 10 * above_10 as double) / (10 * at_10) as weight_10,
    case when above_10 > 0 then cast(works as double) / (10 * above_10) end as factor_10,
    threshold_1,
    cast(works - 100 * above_1 as double) / (100 * at_1) as weight_1,
    case when above_1 > 0 then cast(works as double) / (100 * above_1) end as factor_1
from tops
