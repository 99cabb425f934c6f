/*
title:
  en: Share of top 10 % publications
  ja: Top10%論文数シェア
unit: share of the world
display: share
kind: share
definition:
  en: >
    Top 10 % publications of the unit divided by all top 10 % publications of the same slice.
  ja: >
    同じ範囲の全Top10%論文数に占める当該単位のTop10%論文数の割合。
formula: "P_top_10 of the unit / P_top_10 of the world"
interval: joint
limits:
  - "The world is the loaded works of the slice: it is the world only where a whole area, topic or field was loaded."
  - "Works without a citation score (no topic, a type or year without reference) are left out and stand in the coverage."
  - "Top 10 % is of the field, year and type of each work, not of the technology area asked about."
cites:
  - "CWTS OpenAlex databases, sql/indicators/stored_procedures/03_create_proc_calc_indicators_pubs.sql (github.com/CWTSLeiden/CWTS-OpenAlex-databases)"
  - "NISTEP, Japanese Science and Technology Indicators: whole and fractional counts, adjusted top 10 % papers (nistep.go.jp/sti_indicator/2019/RM283_42.html)"
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
      JP = 0.5 x 0.5 + 1 x 0 = 0.25; with 2.5 top 10 % works in the slice the share is 0.25 / 2.5 = 0.1.
*/
select
    counted.slice,
    counted.unit,
    counted.work_id,
    counted.weight,
    citation_scores.top_10 as value
from counted
left join citation_scores on citation_scores.work_id = counted.work_id
