/*
title: {en: Herfindahl-Hirschman index of the amounts of recipients, ja: 受給機関間の配分額のハーフィンダール指数}
unit: {en: 1/n (all the same) to 1, ja: 1/n（均等）〜1}
display: number
record: awards
kind: concentration
statistic: hhi
contributor: [institution]
requires: [currency]
definition:
  en: >-
    Sum of the squares of the shares of the recipients in the money of a slice. Recipients are the institutions that take part in the awards of the slice and got
    more than nothing in sum; institutions that got nothing are not among them.
  ja: >-
    受給機関の配分額シェアの2乗の和。受給機関とは、対象課題に参加し、受給額の合計が正である機関を指す。受給していない機関は含めない。
formula:
  en: "sum of s_i squared, s_i the share of recipient i"
  ja: "s_i の2乗の和。s_i は受給機関 i のシェア"
interval: recipients
ranked: false
limits:
  - en: "Recipients only. Among all who might have got money, those with nothing included, concentration is higher."
    ja: "受給機関だけの集中度である。受給のない機関も含めれば集中度は高くなる。"
  - en: "Money of awards that name no institution by an id is left out and stands in the coverage."
    ja: "機関がIDで特定されていない課題の額は除き、その割合を網羅率に示す。"
  - en: "Institutions of very different size are compared as they are: a large university gets more because it is large."
    ja: "機関の規模は考慮しない。大規模な大学は規模が大きいために多く受給する。"
cites:
  - "Herfindahl (1950); Hirschman (1945): sum of squared shares"
examples:
  - given:
      counted:
        - {slice: "", unit: "", award_id: G1, weight: 0.25, institution: I1}
        - {slice: "", unit: "", award_id: G1, weight: 0.75, institution: I2}
        - {slice: "", unit: "", award_id: G2, weight: 1.0, institution: I2}
        - {slice: "", unit: "", award_id: G3, weight: 1.0, institution: null}
        - {slice: "", unit: "", award_id: G4, weight: 1.0, institution: I1}
      award_universe:
        - {award_id: G1, amount: 400, currency: JPY}
        - {award_id: G2, amount: 100, currency: JPY}
        - {award_id: G3, amount: 50, currency: JPY}
        - {award_id: G4}
    expect:
      - {slice: "", unit: "", award_id: G1, weight: 0.25, value: 400.0, recipient: I1}
      - {slice: "", unit: "", award_id: G1, weight: 0.75, value: 400.0, recipient: I2}
      - {slice: "", unit: "", award_id: G2, weight: 1.0, value: 100.0, recipient: I2}
      - {slice: "", unit: "", award_id: G3, weight: 1.0, value: 50.0, recipient: null}
      - {slice: "", unit: "", award_id: G4, weight: 1.0, value: null, recipient: I1}
    arithmetic: >
      I1 has 0.25 x 400 = 100, I2 0.75 x 400 + 100 = 400; shares 0.2 and 0.8: 0.04 + 0.64 = 0.68. G3 names no institution, G4 no amount.
*/
select
    counted.slice,
    counted.unit,
    counted.award_id,
    counted.weight,
    award_universe.amount / currencies.minor_units as value,
    counted.institution as recipient
from counted
inner join award_universe on award_universe.award_id = counted.award_id
left join currencies on currencies.currency = award_universe.currency
