/*
title:
  en: Total normalised citation score
  ja: 相対被引用度合計（TNCS）
unit: {en: works at world mean, ja: 世界平均の論文に換算した件数}
display: number
kind: sum
definition:
  en: >-
    Sum over the publications of the unit of their normalised citation scores: output times impact. 10 is what ten works
    cited like the world mean would give.
  ja: >-
    各論文の相対被引用度の合計。論文数と平均相対被引用度の積に等しい。世界平均並みに引用された論文10件で10になる。
formula:
  en: "TNCS = sum of w x ncs"
  ja: "TNCS = w × ncs の和"
interval: joint
limits:
  - en: "Grows with size: compare units of like size, or read mncs."
    ja: "規模とともに大きくなる。規模の近いものどうしを比べるか、mncs を見ること。"
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
      JP = 0.5 x 3 + 1 x 0.5 = 2. W3 and W4 have no score.
*/
select
    counted.slice,
    counted.unit,
    counted.work_id,
    counted.weight,
    citation_scores.ncs as value
from counted
left join citation_scores on citation_scores.work_id = counted.work_id
