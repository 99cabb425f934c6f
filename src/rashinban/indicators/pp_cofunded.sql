/*
title: {en: Proportion of co-funded publications, ja: 複数の課題による論文等の割合}
unit: {en: share of the publications, ja: 論文等に占める割合}
display: share
record: awards
kind: ratio
definition:
  en: >-
    Of the publications of the unit's awards, the part that other awards have too. Each award's publications are counted
    whole.
  ja: >-
    課題の論文等のうち、他の課題の成果でもあるものの割合。各課題の論文等は按分せずに数える。
formula:
  en: "sum of w x shared publications / sum of w x publications"
  ja: "w × 共同の論文等 の和 ÷ w × 論文等 の和"
interval: stability
limits:
  - en: "Only publications named by an id can be seen to be shared: an entry of a list without one never is."
    ja: "IDのある論文等だけが共同と分かる。IDのない報告の項目は共同とならない。"
  - en: "Other awards are those that were loaded: with more funders loaded the figure rises."
    ja: "他の課題とは読み込んだ課題を指す。読み込む配分機関が増えると値は上がる。"
cites:
  - "NISTEP, STI Horizon 8(2): systematic award numbers and the analysis of outcomes by programme (doi.org/10.15108/stih.00292)"
examples:
  - given:
      counted:
        - {slice: "", unit: I1, award_id: G1, weight: 0.5}
        - {slice: "", unit: I1, award_id: G2, weight: 1.0}
        - {slice: "", unit: I1, award_id: G3, weight: 1.0}
      award_output_counts:
        - {award_id: G1, kind: publication, lag: 1, outputs: 3, shared: 1}
        - {award_id: G1, kind: publication, lag: null, outputs: 1, shared: 1}
        - {award_id: G1, kind: patent, lag: 7, outputs: 1, shared: 1}
        - {award_id: G2, kind: publication, lag: 3, outputs: 1, shared: 0}
    expect:
      - {slice: "", unit: I1, award_id: G1, weight: 0.5, value: 2.0, base: 4.0}
      - {slice: "", unit: I1, award_id: G2, weight: 1.0, value: 0.0, base: 1.0}
      - {slice: "", unit: I1, award_id: G3, weight: 1.0, value: null, base: null}
    arithmetic: >
      (0.5 x 2 + 0) / (0.5 x 4 + 1) = 1 / 3. G3 has no publication.
*/
with counts as (
    select award_id, sum(shared) * 1e0 as shared, sum(outputs) * 1e0 as outputs
    from award_output_counts
    where kind = 'publication'
        and award_id in (select counted.award_id from counted)
    group by award_id
)

select
    counted.slice,
    counted.unit,
    counted.award_id,
    counted.weight,
    counts.shared as value,
    counts.outputs as base
from counted
left join counts on counts.award_id = counted.award_id
