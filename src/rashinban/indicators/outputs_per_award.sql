/*
title: {en: Publications per award, ja: 1課題当たりの論文等の数}
unit: {en: publications per award, ja: 件／課題}
display: number
record: awards
kind: ratio
reads_keys: [lag, confidence]
requires: [date]
counting: [fractional]
definition:
  en: >-
    Articles, books and theses that came of an award on average, as `outputs` counts them. With lag, all those up to the calendar year that is lag years after the year in which the award starts; a lag whose year had not ended on the day asked about (date) is not observed.
  ja: >-
    1課題当たりの論文・図書・学位論文の数。数え方はoutputsと同じ。lagを付けると、開始年度からlag年後の暦年までの累積とする。指定日（date）までに終わっていない年は「観測なし」とする。
formula:
  en: "sum over the awards of w x outputs up to the lag / sum over the observed awards of w"
  ja: "課題の w × lagまでの成果数 の和 ÷ 観測された課題の w の和"
interval: stability
parameters: {date: null}
limits:
  - en: "One lag at a time: over a range of lags the sums up to each of them are averaged."
    ja: "lagは一つずつ指定する。範囲を指定すると、各lagまでの累積の平均になる。"
  - en: "Reported lists differ: some funders demand them, some match them, some ask nothing. Compare within one programme."
    ja: "成果の報告の仕方は配分機関により異なる（義務、自動照合、なし）。同じプログラムの中で比べること。"
  - en: "Fields differ in how much they publish, and awards in size: no measure of how good an award was."
    ja: "論文数は分野により、成果は課題の規模により異なる。課題の良し悪しを測るものではない。"
cites:
  - "NISTEP, STI Horizon 8(2): systematic award numbers and the analysis of outcomes by programme (doi.org/10.15108/stih.00292)"
examples:
  - given:
      counted:
        - {slice: "1", unit: I1, award_id: G1, weight: 1.0, lag: 1}
        - {slice: "1", unit: I1, award_id: G2, weight: 0.5, lag: 1}
        - {slice: "4", unit: I1, award_id: G1, weight: 1.0, lag: 4}
        - {slice: "5", unit: I1, award_id: G1, weight: 1.0, lag: 5}
        - {slice: "", unit: I1, award_id: G1, weight: 1.0, confidence: exact-id}
        - {slice: "", unit: I1, award_id: G1, weight: 1.0, confidence: inferred}
      award_universe:
        - {award_id: G1, funder: F1, year: 2019}
        - {award_id: G2, funder: F1, year: 2020}
      listing_funders: [{funder: F1, kind: publication}]
      award_output_counts:
        - {award_id: G1, kind: publication, lag: -1, confidence: exact-id, outputs: 1, parts: 1.0}
        - {award_id: G1, kind: publication, lag: 0, confidence: exact-id, outputs: 1, parts: 0.5}
        - {award_id: G1, kind: publication, lag: 1, confidence: inferred, outputs: 2, parts: 2.0}
        - {award_id: G1, kind: publication, lag: 3, confidence: exact-id, outputs: 1, parts: 1.0}
        - {award_id: G1, kind: patent, lag: 1, confidence: exact-id, outputs: 9, parts: 9.0}
    parameters: {date: "2023-12-31"}
    expect:
      - {slice: "1", unit: I1, award_id: G1, weight: 1.0, value: 2.5, base: 1.0}
      - {slice: "1", unit: I1, award_id: G2, weight: 0.5, value: 0.0, base: 1.0}
      - {slice: "4", unit: I1, award_id: G1, weight: 1.0, value: 3.5, base: 1.0}
      - {slice: "5", unit: I1, award_id: G1, weight: 1.0, value: null, base: null}
      - {slice: "", unit: I1, award_id: G1, weight: 1.0, value: 2.5, base: 0.5}
      - {slice: "", unit: I1, award_id: G1, weight: 1.0, value: 2.0, base: 0.5}
    arithmetic: >
      Up to a year after its start G1 had 0.5 + 2 and G2 none: (1 x 2.5 + 0.5 x 0) / 1.5 = 1.67 per award. Up to four years
      0.5 + 2 + 1; 2024 had not ended. What came before the award is in no lag, and in the whole: 1 + 0.5 + 1 by exact ids
      and 2 inferred, of one award, 4.5.
*/
-- The last calendar year that had ended on the day asked about.
with seen as (
    select case
        when month(cast($date as date)) = 12 and day(cast($date as date)) = 31 then year(cast($date as date))
        else year(cast($date as date)) - 1
    end as last_year
),

-- By the sureness of their links where the question asks by it, else of all links together.
asked as (
    select distinct award_id, confidence
    from counted
),

told as (
    select
        asked.award_id,
        asked.confidence,
        award_output_counts.lag,
        sum(award_output_counts.parts) as parts
    from award_output_counts
    inner join asked on asked.award_id = award_output_counts.award_id
    where award_output_counts.kind = 'publication'
        and (asked.confidence is null or asked.confidence = award_output_counts.confidence)
    group by asked.award_id, asked.confidence, award_output_counts.lag
),

dated as (
    select told.award_id, told.confidence, lags.lag, sum(told.parts) as parts
    from told
    inner join (select distinct lag from counted) as lags on told.lag between 0 and lags.lag
    group by told.award_id, told.confidence, lags.lag
),

arrived as (
    select told.award_id, told.confidence, sum(told.parts) as parts
    from told
    inner join award_universe on award_universe.award_id = told.award_id
    cross join seen
    where told.lag is null or award_universe.year + told.lag <= seen.last_year
    group by told.award_id, told.confidence
),

valued as (
    select
        counted.slice,
        counted.unit,
        counted.award_id,
        counted.lag,
        counted.weight,
        case
            when listing_funders.funder is null and arrived.award_id is null then null
            when counted.lag is null and award_universe.year > seen.last_year then null
            when counted.lag is null then coalesce(arrived.parts, 0e0)
            when award_universe.year + counted.lag <= seen.last_year then coalesce(dated.parts, 0e0)
        end as value
    from counted
    cross join seen
    inner join award_universe on award_universe.award_id = counted.award_id
    left join listing_funders
        on listing_funders.funder = award_universe.funder
            and listing_funders.kind = 'publication'
    left join dated
        on dated.award_id = counted.award_id
            and dated.lag = counted.lag
            and dated.confidence is not distinct from counted.confidence
    left join arrived
        on arrived.award_id = counted.award_id
            and arrived.confidence is not distinct from counted.confidence
)

-- An award that stands once for each sureness asked about is one award.
select
    slice,
    unit,
    award_id,
    weight,
    value,
    case when value is not null then 1e0 / count(value) over (partition by slice, unit, award_id, lag) end as base
from valued
