/*
title: {en: Part of the money that goes to the area, ja: 配分額に占める当該領域の割合}
unit: {en: share of the amount, ja: 配分額に占める割合}
display: share
record: awards
kind: part
requires: [currency]
definition:
  en: >-
    Of the money of the unit's awards, the part that belongs to a technology area: each award's amount counts in the area as far as the award's works do.
  ja: >-
    当該単位の課題の配分額のうち、ある技術領域に属する割合。各課題の額は、その課題の論文のうち当該領域に入るものの割合だけ領域に算入する。
formula:
  en: "sum of w x amount in the area / sum of w x amount over all areas and none"
  ja: "領域内の w × 金額 の和 ÷ 領域を問わない w × 金額 の和"
interval: none
ranked: false
limits:
  - en: "Areas overlap: one award may be in several, so the parts of all areas do not add up to the whole."
    ja: "領域は重なり合う。1課題が複数の領域に入ることがあり、全領域の割合の和は1にならない。"
  - en: "Awards none of whose works is loaded are in no area, and in the whole: the parts are too low where few works are linked."
    ja: "論文が読み込まれていない課題は、どの領域にも入らず分母には入る。結び付いた論文が少ないと割合は低く出る。"
  - en: "Nominal amounts of the currency asked about, as the funders state them."
    ja: "指定した通貨の名目額であり、配分機関の公表値による。"
cites:
  - "Cabinet Office of Japan, e-CSTI: research funds by research area (e-csti.go.jp)"
examples:
  - given:
      counted:
        - {slice: jp20-09, unit: JP, award_id: G1, weight: 0.5}
        - {slice: jp20-09, unit: JP, award_id: G2, weight: 1.0}
        - {slice: jp20-09, unit: JP, award_id: G3, weight: 1.0}
      award_universe:
        - {award_id: G1, amount: 400, currency: JPY}
        - {award_id: G2, amount: 100, currency: JPY}
        - {award_id: G3}
    expect:
      - {slice: jp20-09, unit: JP, award_id: G1, weight: 0.5, value: 400.0}
      - {slice: jp20-09, unit: JP, award_id: G2, weight: 1.0, value: 100.0}
      - {slice: jp20-09, unit: JP, award_id: G3, weight: 1.0, value: null}
    arithmetic: >
      0.5 x 400 + 100 = 300 yen are in the area; were all the unit's money 600, the part would be a half. G3's amount is not known.
*/
select
    counted.slice,
    counted.unit,
    counted.award_id,
    counted.weight,
    award_universe.amount / currencies.minor_units as value
from counted
inner join award_universe on award_universe.award_id = counted.award_id
left join currencies on currencies.currency = award_universe.currency
