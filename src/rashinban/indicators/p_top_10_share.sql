/*
title:
  en: Share of top 10 % publications
  ja: 被引用上位10%論文数シェア
unit: {en: share of the world, ja: 世界シェア}
display: share
kind: share
definition:
  en: >-
    Top 10 % publications of the unit divided by all top 10 % publications of the same slice.
  ja: >-
    同じ範囲の被引用上位10%論文の総数に占める、当該単位の被引用上位10%論文の割合。
formula:
  en: "P_top_10 of the unit / P_top_10 of the world"
  ja: "当該単位の P_top_10 ÷ 世界の P_top_10"
interval: joint
limits:
  - en: "The world is the loaded works of the slice: it is the world only where a whole area, topic or field was loaded."
    ja: "「世界」とは、読み込んだ論文のうち対象範囲に入るもの全体を指す。領域・トピック・分野を丸ごと読み込んだときに限り、本当の世界シェアになる。"
  - en: "Works without a citation score (no topic, a type or year without reference) are left out and stand in the coverage."
    ja: "被引用の指標値がない論文（トピックのないもの、規格化の基準がない文献種別や出版年のもの）は除き、その割合を網羅率に示す。"
  - en: "Top 10 % is of the field, year and type of each work, not of the technology area asked about."
    ja: "上位10%は各論文の分野・出版年・文献種別の中で決まる。対象の技術領域の中での上位10%ではない。"
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
