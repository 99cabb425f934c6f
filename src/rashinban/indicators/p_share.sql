/*
title:
  en: Share of publications
  ja: 論文数シェア
unit: share of the world
display: share
kind: share
definition:
  en: >
    Publications of the unit divided by all publications of the same slice.
  ja: >
    同じ範囲の全論文数に占める当該単位の論文数の割合。
formula: "P of the unit / P of the world"
interval: joint
limits:
  - "The world is the loaded works of the slice: it is the world only where a whole area, topic or field was loaded."
  - "Ranks differ between full and fractional counting: show both before speaking of a rank."
  - "In full counting the shares of all countries add up to more than 1."
cites:
  - "NISTEP, Japanese Science and Technology Indicators: whole and fractional counts, adjusted top 10 % papers (nistep.go.jp/sti_indicator/2019/RM283_42.html)"
examples:
  - given:
      counted:
        - {slice: "2020", unit: JP, work_id: W1, weight: 0.5}
        - {slice: "2020", unit: JP, work_id: W2, weight: 1.0}
    expect:
      - {slice: "2020", unit: JP, work_id: W1, weight: 0.5, value: 1.0}
      - {slice: "2020", unit: JP, work_id: W2, weight: 1.0, value: 1.0}
    arithmetic: >
      JP = 0.5 + 1 = 1.5; with 10 works in the slice the share is 1.5 / 10 = 0.15.
*/
select slice, unit, work_id, weight, 1e0 as value
from counted
