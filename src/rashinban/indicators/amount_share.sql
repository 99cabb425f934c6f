/*
title: {en: Share of the amount awarded, ja: 配分額のシェア}
unit: {en: share of the amount of all, ja: 全体の配分額に占める割合}
display: share
record: awards
kind: share
requires: [currency]
definition:
  en: >-
    What the institution or country has of the money of all awards of the slice, in one currency and current prices.
  ja: >-
    対象の全課題の配分額のうち、当該機関・国の分の割合。通貨ごとに、名目額で求める。
formula:
  en: "sum over the unit's awards of w x amount / sum over all awards of amount"
  ja: "当該単位の w × 金額 の和 ÷ 全課題の金額の和"
interval: none
ranked: false
limits:
  - en: "Awards without an amount are in neither sum; money of awards that name no institution is in the whole alone."
    ja: "金額の分からない課題は分子にも分母にも入らない。機関の分からない課題の額は分母にだけ入る。"
  - en: "In full counting an award counts whole for each of its units: shares add up to more than the whole."
    ja: "整数カウントでは課題が各単位に丸ごと入り、割合の和は全体を超える。"
cites:
  - "NIH RePORTER, amounts per fiscal year (reporter.nih.gov)"
examples:
  - given:
      counted:
        - {slice: JPY, unit: I1, award_id: G1, weight: 0.6}
        - {slice: JPY, unit: I2, award_id: G1, weight: 0.4}
        - {slice: JPY, unit: I1, award_id: G2, weight: 1.0}
      award_universe:
        - {award_id: G1, amount: 1000, currency: JPY}
        - {award_id: G2}
    expect:
      - {slice: JPY, unit: I1, award_id: G1, weight: 0.6, value: 1000.0}
      - {slice: JPY, unit: I2, award_id: G1, weight: 0.4, value: 1000.0}
      - {slice: JPY, unit: I1, award_id: G2, weight: 1.0, value: null}
    arithmetic: >
      I1 has 600 of the 1,000 yen that are known, 60 %, and I2 40 %. G2's amount is not known.
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
