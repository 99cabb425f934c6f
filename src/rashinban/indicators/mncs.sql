/*
title:
  en: Mean normalised citation score
  ja: 平均相対被引用度（MNCS）
unit: {en: ratio to the world mean, ja: 世界平均に対する比}
display: number
kind: mean
definition:
  en: >-
    Mean over the publications of the unit of citations divided by the mean citations of the same field, year and type;
    1 is the world mean.
  ja: >-
    各論文の被引用数を同じ分野・出版年・文献種別の平均被引用数で割った値の平均。世界平均が1になる。
formula:
  en: "MNCS = sum of w x ncs / sum of w"
  ja: "MNCS = w × ncs の和 ÷ w の和"
interval: stability
minimum_works: 50
limits:
  - en: "A single work cited thousands of times can carry the mean of a small unit: read it beside pp_top_10 and its interval."
    ja: "規模の小さい単位では、数千回引用された1件の論文が平均を決めることがある。pp_top_10 とその信頼区間を併せて読むこと。"
  - en: "Works without a citation score (no topic, a type or year without reference) are left out and stand in the coverage."
    ja: "被引用の指標値がない論文（トピックのないもの、規格化の基準がない文献種別や出版年のもの）は除き、その割合を網羅率に示す。"
  - en: "The last two or three years have few citations yet: thresholds are low there and figures move with every update."
    ja: "直近2〜3年の論文はまだ引用が少ない。閾値が低く、更新のたびに値が動く。"
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
        - {work_id: W1, ncs: 3.0}
        - {work_id: W2, ncs: 0.5}
        - {work_id: W3}
    expect:
      - {slice: "", unit: JP, work_id: W1, weight: 0.5, value: 3.0}
      - {slice: "", unit: JP, work_id: W2, weight: 1.0, value: 0.5}
      - {slice: "", unit: JP, work_id: W3, weight: 1.0, value: null}
      - {slice: "", unit: JP, work_id: W4, weight: 1.0, value: null}
    arithmetic: >
      JP = (0.5 x 3 + 1 x 0.5) / (0.5 + 1) = 2 / 1.5. W3 and W4 have no score.
*/
select
    counted.slice,
    counted.unit,
    counted.work_id,
    counted.weight,
    citation_scores.ncs as value
from counted
left join citation_scores on citation_scores.work_id = counted.work_id
