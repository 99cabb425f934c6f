/*
title:
  en: Top 10 % publications
  ja: 被引用上位10%論文数
unit: {en: works, ja: 件}
display: count
kind: sum
definition:
  en: >-
    Publications of the unit among the 10 % most cited of their field, year and type. Works at the threshold count in part,
    so that every field, year and type holds exactly 10 %.
  ja: >-
    分野・出版年・文献種別ごとの被引用数上位10%に入る論文の数。同順位は CWTS 方式で按分し、分野・年・文献種別ごとの合計がちょうど10%になる。
formula:
  en: "P_top_10 = sum of w x top_10"
  ja: "P_top_10 = w × top_10 の和"
interval: joint
limits:
  - en: "Works without a citation score (no topic, a type or year without reference) are left out and stand in the coverage."
    ja: "被引用の指標値がない論文（トピックのないもの、規格化の基準がない文献種別や出版年のもの）は除き、その割合を網羅率に示す。"
  - en: "The last two or three years have few citations yet: thresholds are low there and figures move with every update."
    ja: "直近2〜3年の論文はまだ引用が少ない。閾値が低く、更新のたびに値が動く。"
  - en: "NISTEP counts differently (adjusted counts): see p_top_10_nistep."
    ja: "NISTEP の数え方（補正論文数）とは異なる。p_top_10_nistep を参照。"
  - en: "Ranks differ between full and fractional counting: show both before speaking of a rank."
    ja: "整数カウントと分数カウントでは順位が異なる。順位を語る前に両方を示すこと。"
cites:
  - "CWTS OpenAlex databases, sql/indicators/stored_procedures/03_create_proc_calc_indicators_pubs.sql (github.com/CWTSLeiden/CWTS-OpenAlex-databases)"
  - "PathOS Open Science Indicator Handbook, citation impact (github.com/PathOS-project/indicator_handbook)"
examples:
  - given:
      counted:
        - {slice: "", unit: JP, work_id: W1, weight: 0.5}
        - {slice: "", unit: JP, work_id: W2, weight: 1.0}
        - {slice: "", unit: JP, work_id: W3, weight: 1.0}
        - {slice: "", unit: JP, work_id: W4, weight: 1.0}
      citation_scores:
        - {work_id: W1, top_10: 0.5}
        - {work_id: W2, top_10: 0.0}
        - {work_id: W3}
    expect:
      - {slice: "", unit: JP, work_id: W1, weight: 0.5, value: 0.5}
      - {slice: "", unit: JP, work_id: W2, weight: 1.0, value: 0.0}
      - {slice: "", unit: JP, work_id: W3, weight: 1.0, value: null}
      - {slice: "", unit: JP, work_id: W4, weight: 1.0, value: null}
    arithmetic: >
      JP = 0.5 x 0.5 + 1 x 0 = 0.25. W3 has no score and W4 no reference: not observed, not 0.
*/
select
    counted.slice,
    counted.unit,
    counted.work_id,
    counted.weight,
    citation_scores.top_10 as value
from counted
left join citation_scores on citation_scores.work_id = counted.work_id
