/*
title: {en: Years from award to publication, ja: 採択から論文等までの年数}
unit: {en: years, ja: 年}
display: number
record: awards
kind: ratio
definition:
  en: >-
    Mean over the publications of the unit's awards of the years from the award's start to the publication, for those that
    came within 0 to 7 years. A publication of several awards counts in equal parts.
  ja: >-
    課題の開始年度から論文等の出版年までの年数の平均。0〜7年以内に出たものに限る。複数の課題の成果は均等に按分する。
formula:
  en: "sum of w x lag / (awards that have the output) / sum of w / (awards that have the output)"
  ja: "w × lag ÷ その成果をもつ課題数 の和 ÷（w ÷ その成果をもつ課題数）の和"
interval: stability
limits:
  - en: "Young cohorts can only have short times yet: compare cohorts of which seven years are seen."
    ja: "新しい課題には短い年数の成果しかまだない。7年分が観測された開始年度どうしで比べること。"
  - en: "Awards without a dated publication within seven years are left out and stand in the coverage."
    ja: "7年以内に出版年の分かる成果がない課題は除き、その割合を網羅率に示す。"
  - en: "Years are whole, and starts are fiscal years: the figure is uncertain by half a year."
    ja: "年の単位の差であり、開始は年度である。半年程度の誤差がある。"
cites:
  - "PathOS Open Science Indicator Handbook, time lag of outcomes (github.com/PathOS-project/indicator_handbook)"
examples:
  - given:
      counted:
        - {slice: "", unit: I1, award_id: G1, weight: 0.5}
        - {slice: "", unit: I1, award_id: G2, weight: 1.0}
        - {slice: "", unit: I1, award_id: G3, weight: 1.0}
      award_output_counts:
        - {award_id: G1, kind: publication, lag: 1, outputs: 2, parts: 2.0}
        - {award_id: G1, kind: publication, lag: 4, outputs: 1, parts: 0.5}
        - {award_id: G1, kind: publication, lag: -1, outputs: 1, parts: 1.0}
        - {award_id: G1, kind: publication, lag: null, outputs: 1, parts: 1.0}
        - {award_id: G1, kind: patent, lag: 7, outputs: 1, parts: 1.0}
        - {award_id: G2, kind: publication, lag: 3, outputs: 1, parts: 1.0}
    expect:
      - {slice: "", unit: I1, award_id: G1, weight: 0.5, value: 4.0, base: 2.5}
      - {slice: "", unit: I1, award_id: G2, weight: 1.0, value: 3.0, base: 1.0}
      - {slice: "", unit: I1, award_id: G3, weight: 1.0, value: null, base: null}
    arithmetic: >
      G1: 2 x 1 + 0.5 x 4 = 4 years over 2.5 publications; G2 3 over 1. I1 = (0.5 x 4 + 3) / (0.5 x 2.5 + 1) = 5 / 2.25 =
      2.22. What came before the award, or without a year, says nothing; nor does G3.
*/
with dated as (
    select award_id, sum(lag * parts) as years, sum(parts) as parts
    from award_output_counts
    where kind = 'publication' and lag between 0 and 7
        and award_id in (select counted.award_id from counted)
    group by award_id
)

select
    counted.slice,
    counted.unit,
    counted.award_id,
    counted.weight,
    dated.years as value,
    dated.parts as base
from counted
left join dated on dated.award_id = counted.award_id
