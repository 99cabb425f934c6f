/*
title:
  en: Proportion of top 1 % publications
  ja: Top1%論文割合
unit: share of the unit's works
display: share
kind: mean
definition:
  en: >
    The part of the publications of the unit that belongs to the 1 % most cited of their field, year and type; the world
    has 1 %.
  ja: >
    当該単位の論文のうち、分野・出版年・文献種別ごとの被引用数上位1%に入る論文の割合。世界全体では1%になる。
formula: "PP_top_1 = sum of w x top_1 / sum of w"
interval: stability
minimum_works: 50
limits:
  - "Works without a citation score (no topic, a type or year without reference) are left out and stand in the coverage."
  - "The last two or three years have few citations yet: thresholds are low there and figures move with every update."
  - "Below 50 works one paper moves the figure by percents: not ranked."
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
