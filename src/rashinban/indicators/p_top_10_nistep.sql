/*
title:
  en: Top 10 % publications, adjusted count (NISTEP)
  ja: Top10%補正論文数（NISTEP方式）
unit: {en: works, ja: 件}
display: count
kind: sum
definition:
  en: >-
    Publications above the top 10 % threshold of their field, year and type, times the factor that makes their total exactly
    a tenth. Works at the threshold do not count.
  ja: >-
    分野・出版年・文献種別ごとの被引用数上位10%の閾値を超える論文を、合計が実数の10分の1になるよう補正して数えたもの。閾値と同数の論文は数えない。
formula:
  en: "sum of w x f for works above the threshold; f = (works / 10) / works above it"
  ja: "閾値を超える論文の w × f の和、f = (論文数 ÷ 10) ÷ 閾値を超える論文数"
interval: joint
limits:
  - en: "NISTEP uses 22 fields of the Essential Science Indicators and its own data; here the fields are OpenAlex subfields."
    ja: "NISTEP は Essential Science Indicators の22分野と独自のデータを用いる。ここでの分野は OpenAlex のサブフィールドである。"
  - en: "In a field, year and type where no work stands above the threshold there is nothing to adjust: its works are not observed."
    ja: "閾値を超える論文がない分野・出版年・文献種別では補正できず、その論文は観測なしとする。"
  - en: "Not defined with reference openalex, which gives no thresholds: use local or world."
    ja: "規格化の基準が openalex の場合は閾値がないため計算できない。local か world を使うこと。"
  - en: "The last two or three years have few citations yet: thresholds are low there and figures move with every update."
    ja: "直近2〜3年の論文はまだ引用が少ない。閾値が低く、更新のたびに値が動く。"
cites:
  - "NISTEP, Japanese Science and Technology Indicators: whole and fractional counts, adjusted top 10 % papers (nistep.go.jp/sti_indicator/2019/RM283_42.html)"
  - "Cabinet Office and NISTEP, adjusted count: 100 papers of which 7 qualify, factor 10 / 7"
examples:
  - given:
      counted:
        - {slice: "", unit: A, work_id: W1, weight: 1.0}
        - {slice: "", unit: A, work_id: W2, weight: 1.0}
        - {slice: "", unit: A, work_id: W3, weight: 1.0}
        - {slice: "", unit: A, work_id: W4, weight: 1.0}
        - {slice: "", unit: A, work_id: W5, weight: 1.0}
        - {slice: "", unit: A, work_id: W6, weight: 1.0}
      citation_scores:
        - {work_id: W1, top_10_nistep: 1.4285714285714286}
        - {work_id: W2, top_10_nistep: 1.4285714285714286}
        - {work_id: W3, top_10_nistep: 1.4285714285714286}
        - {work_id: W4, top_10_nistep: 1.4285714285714286}
        - {work_id: W5, top_10_nistep: 0.0}
        - {work_id: W6}
    expect:
      - {slice: "", unit: A, work_id: W1, weight: 1.0, value: 1.4285714285714286}
      - {slice: "", unit: A, work_id: W2, weight: 1.0, value: 1.4285714285714286}
      - {slice: "", unit: A, work_id: W3, weight: 1.0, value: 1.4285714285714286}
      - {slice: "", unit: A, work_id: W4, weight: 1.0, value: 1.4285714285714286}
      - {slice: "", unit: A, work_id: W5, weight: 1.0, value: 0.0}
      - {slice: "", unit: A, work_id: W6, weight: 1.0, value: null}
    arithmetic: >
      100 papers of which 7 qualify: each counts for 10 / 7. A has four of them: 4 x 10 / 7 = 5.7. W6 is not observed.
*/
select
    counted.slice,
    counted.unit,
    counted.work_id,
    counted.weight,
    citation_scores.top_10_nistep as value
from counted
left join citation_scores on citation_scores.work_id = counted.work_id
