/*
title:
  en: Proportion of top 1 % publications
  ja: 被引用上位1%論文割合
unit: {en: share of the unit's works, ja: 当該単位の論文に占める割合}
display: share
kind: mean
definition:
  en: >-
    The part of the publications of the unit that belongs to the 1 % most cited of their field, year and type; the world
    has 1 %.
  ja: >-
    当該単位の論文のうち、分野・出版年・文献種別ごとの被引用数上位1%に入る論文の割合。世界全体では1%になる。
formula:
  en: "PP_top_1 = sum of w x top_1 / sum of w"
  ja: "PP_top_1 = w × top_1 の和 ÷ w の和"
interval: stability
minimum_works: 50
limits:
  - en: "Works without a citation score (no topic, a type or year without reference) are left out and stand in the coverage."
    ja: "被引用の指標値がない論文（トピックのないもの、規格化の基準がない文献種別や出版年のもの）は除き、その割合を網羅率に示す。"
  - en: "The last two or three years have few citations yet: thresholds are low there and figures move with every update."
    ja: "直近2〜3年の論文はまだ引用が少ない。閾値が低く、更新のたびに値が動く。"
  - en: "Below 50 works one paper moves the figure by percents: not ranked."
    ja: "50件未満では論文1件で値が数ポイント動くため、順位を付けない。"
cites:
  - "CWTS Leiden Ranking Open Edition, indicators (open.leidenranking.com/information/indicators)"
  - "CWTS OpenAlex databases, sql/indicators/stored_procedures/03_create_proc_calc_indicators_pubs.sql (github.com/CWTSLeiden/CWTS-OpenAlex-databases)"
examples:
  - given:
      counted:
        - {slice: "", unit: JP, work_id: W1, weight: 0.5}
        - {slice: "", unit: JP, work_id: W2, weight: 1.0}
        - {slice: "", unit: JP, work_id: W3, weight: 1.0}
        - {slice: "", unit: JP, work_id: W4, weight: 1.0}
      citation_scores:
        - {work_id: W1, top_1: 0.5}
        - {work_id: W2, top_1: 0.0}
        - {work_id: W3}
    expect:
      - {slice: "", unit: JP, work_id: W1, weight: 0.5, value: 0.5}
      - {slice: "", unit: JP, work_id: W2, weight: 1.0, value: 0.0}
      - {slice: "", unit: JP, work_id: W3, weight: 1.0, value: null}
      - {slice: "", unit: JP, work_id: W4, weight: 1.0, value: null}
    arithmetic: >
      JP = (0.5 x 0.5 + 1 x 0) / (0.5 + 1) = 0.25 / 1.5. W3 and W4 have no score and count neither above nor below the line.
*/
select
    counted.slice,
    counted.unit,
    counted.work_id,
    counted.weight,
    citation_scores.top_1 as value
from counted
left join citation_scores on citation_scores.work_id = counted.work_id
