/*
title: {en: Amount per publication, ja: 論文等1件当たりの配分額}
unit: {en: "whole units of the currency per publication, nominal", ja: 論文等1件当たりの通貨単位（名目額）}
display: count
record: awards
kind: ratio
requires: [currency, date]
inside: programme
counting: [fractional]
definition:
  en: >-
    Money of the awards of one programme for each of their publications (articles, books and theses) of the calendar years first_lag to last_lag
    after the year in which the award starts. Only awards whose last such year had ended on the day asked about (date) are counted, with all of their
    money; the others are not observed. A publication of several awards counts in equal parts for each of them.
  ja: >-
    一つのプログラムの課題の配分額を、課題の開始年度からfirst_lag〜last_lag年後の暦年に出た論文等（論文・図書・学位論文）の数で割ったもの。指定日（date）までにその最後の年が終わっている課題だけを、その配分額の全てについて対象とし、ほかの課題は「観測なし」とする。複数の課題の成果は課題数で均等に按分する。
formula:
  en: "sum of w x amount / sum of w x outputs, outputs = sum over the award's publications of the window of 1 / (awards that have the publication)"
  ja: "w × 金額 の和 ÷ w × 成果数 の和。成果数 ＝ 対象期間の論文等ごとの 1 ÷ その論文等をもつ課題数 の和"
interval: stability
ranked: false
parameters: {date: null, first_lag: 1, last_lag: 4}
beside:
  indicator: p
  by: field
  lags: [first_lag, last_lag]
  told:
    - en: "Window: publications of the first to the fourth calendar year after the fiscal year in which the award starts; later ones are not counted, and they are many in some fields."
      ja: "期間：課題の開始年度の1年後から4年後までの暦年に出た論文等。それより後の成果は数えない。分野によっては後から出る成果も多い。"
    - en: "Attribution: a publication is of every award that lists it or that it acknowledges by number, in equal parts; what one award paid of it is not known. A name of a funder alone links nothing."
      ja: "帰属：論文等は、それを成果に挙げた課題と、課題番号で謝辞等に記された課題の全てに均等に按分する。各課題が実際に負担した割合は分からない。配分機関名だけの記載は結び付けない。"
limits:
  - en: "Never to be compared between programmes: fields differ in what a publication costs and in how many make one piece of work."
    ja: "プログラム間で比べてはならない。論文等1件にかかる費用も、一つの研究から出る論文等の数も、分野によって異なる。"
  - en: "Publications are not what all awards are for: patents, data, instruments, people trained and trials are not in it."
    ja: "論文等だけが課題の目的ではない。特許、データ、装置、人材育成、臨床試験などは含まれない。"
  - en: "Nominal prices. Indirect costs are in the amounts or not, as the funder states them."
    ja: "名目額である。間接経費を含むかどうかは配分機関の示し方による。"
  - en: "Descriptive, not causal: the publications might have come without the award, and salaries paid by others are no part of the money."
    ja: "記述であり因果ではない。課題がなくても出た論文等かもしれず、他の財源による人件費は含まれない。"
  - en: "A programme with others below it mixes categories: ask about one category."
    ja: "下位にプログラムをもつプログラムでは種目が混ざる。一つの種目について求めること。"
  - en: "Awards without an amount or a year of start, and those of funders none of whose awards has a publication in the data, are not observed. Without any publication there is no figure."
    ja: "金額か開始年度が分からない課題と、論文等がデータに一件もない配分機関の課題は「観測なし」とする。論文等が一件もなければ値はない。"
cites:
  - "NISTEP, STI Horizon 8(2): systematic award numbers and the analysis of outcomes by programme (doi.org/10.15108/stih.00292)"
  - "PathOS Open Science Indicator Handbook, time lag of outcomes (github.com/PathOS-project/indicator_handbook)"
examples:
  - given:
      counted:
        - {slice: "", unit: U1, award_id: G1, weight: 1.0}
        - {slice: "", unit: U1, award_id: G2, weight: 1.0}
        - {slice: "", unit: U1, award_id: G3, weight: 1.0}
        - {slice: "", unit: U1, award_id: G4, weight: 1.0}
        - {slice: "", unit: U1, award_id: G5, weight: 1.0}
        - {slice: "", unit: U1, award_id: G6, weight: 1.0}
      award_universe:
        - {award_id: G1, funder: F1, year: 2018, currency: JPY, amount: 6000000}
        - {award_id: G2, funder: F1, year: 2019, currency: JPY, amount: 1000000}
        - {award_id: G3, funder: F1, year: 2020, currency: JPY, amount: 9000000}
        - {award_id: G4, funder: F1, year: 2018}
        - {award_id: G5, funder: F1, currency: JPY, amount: 2000000}
        - {award_id: G6, funder: F2, year: 2018, currency: JPY, amount: 3000000}
      award_output_counts:
        - {award_id: G1, kind: publication, lag: 0, confidence: exact-id, outputs: 1, parts: 1.0}
        - {award_id: G1, kind: publication, lag: 1, confidence: exact-id, outputs: 2, parts: 1.5}
        - {award_id: G1, kind: publication, lag: 4, confidence: number-in-text, outputs: 1, parts: 0.5}
        - {award_id: G1, kind: publication, lag: 5, confidence: exact-id, outputs: 1, parts: 1.0}
        - {award_id: G1, kind: publication, lag: null, confidence: exact-id, outputs: 1, parts: 1.0}
        - {award_id: G1, kind: patent, lag: 2, confidence: exact-id, outputs: 1, parts: 1.0}
        - {award_id: G3, kind: publication, lag: 1, confidence: exact-id, outputs: 4, parts: 4.0}
        - {award_id: G4, kind: publication, lag: 2, confidence: exact-id, outputs: 1, parts: 1.0}
    parameters: {date: "2023-12-31"}
    expect:
      - {slice: "", unit: U1, award_id: G1, weight: 1.0, value: 6000000.0, base: 2.0}
      - {slice: "", unit: U1, award_id: G2, weight: 1.0, value: 1000000.0, base: 0.0}
      - {slice: "", unit: U1, award_id: G3, weight: 1.0, value: null, base: null}
      - {slice: "", unit: U1, award_id: G4, weight: 1.0, value: null, base: null}
      - {slice: "", unit: U1, award_id: G5, weight: 1.0, value: null, base: null}
      - {slice: "", unit: U1, award_id: G6, weight: 1.0, value: null, base: null}
    arithmetic: >
      The years 1 to 4 after 2018 are 2019 to 2022, after 2019 2020 to 2023, and 2023 ends on the day asked about. G1 has 1.5 + 0.5 = 2
      publications in them; those of lag 0, 5 and none, and the patent, do not count. G2 has none. (6 + 1) million yen / (2 + 0) = 3.5
      million yen. The window of G3 closes in 2024; of G4 the money and of G5 the start is not known; of F2 nobody lists publications.
*/
with listing_funders as (
    select distinct award_universe.funder
    from award_output_counts
    inner join award_universe on award_universe.award_id = award_output_counts.award_id
    where award_output_counts.kind = 'publication'
),

-- The last calendar year that had ended on the day asked about.
seen as (
    select case
        when month(cast($date as date)) = 12 and day(cast($date as date)) = 31 then year(cast($date as date))
        else year(cast($date as date)) - 1
    end as last_year
),

arrived as (
    select award_id, sum(parts) as parts
    from award_output_counts
    where kind = 'publication' and lag between $first_lag and $last_lag
    group by award_id
),

-- Awards of which both the money and the whole window are seen.
closed as (
    select
        award_universe.award_id,
        award_universe.amount / currencies.minor_units as amount,
        coalesce(arrived.parts, 0e0) as outputs
    from award_universe
    cross join seen
    inner join currencies on currencies.currency = award_universe.currency
    inner join listing_funders on listing_funders.funder = award_universe.funder
    left join arrived on arrived.award_id = award_universe.award_id
    where award_universe.amount is not null and award_universe.year + $last_lag <= seen.last_year
)

select
    counted.slice,
    counted.unit,
    counted.award_id,
    counted.weight,
    closed.amount as value,
    closed.outputs as base
from counted
left join closed on closed.award_id = counted.award_id
