/*
title:
  en: Share of publications
  ja: 論文数シェア
unit: {en: share of the world, ja: 世界シェア}
display: share
kind: share
definition:
  en: >-
    Publications of the unit divided by all publications of the same slice.
  ja: >-
    同じ範囲の全論文数に占める当該単位の論文数の割合。
formula:
  en: "P of the unit / P of the world"
  ja: "当該単位の P ÷ 世界の P"
interval: joint
limits:
  - en: "The world is the loaded works of the slice: it is the world only where a whole area, topic or field was loaded."
    ja: "「世界」とは、読み込んだ論文のうち対象範囲に入るもの全体を指す。領域・トピック・分野を丸ごと読み込んだときに限り、本当の世界シェアになる。"
  - en: "Ranks differ between full and fractional counting: show both before speaking of a rank."
    ja: "整数カウントと分数カウントでは順位が異なる。順位を語る前に両方を示すこと。"
  - en: "In full counting the shares of all countries add up to more than 1."
    ja: "整数カウントでは、全ての国のシェアの合計が100%を超える。"
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
