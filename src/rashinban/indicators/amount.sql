/*
title: {en: Amount awarded, ja: 配分額}
unit: {en: "whole units of the currency, nominal", ja: 通貨単位（名目額）}
display: count
record: awards
kind: sum
requires: [currency]
definition:
  en: >-
    Money of the awards of the unit, as the data state it, in one currency and current prices. An award's amount is shared
    as the award is; the shares of one award sum to its amount. By fiscal_year each award's money stands in the years to
    which the data give it; what they give to no year stands in none.
  ja: >-
    当該単位の採択課題の金額。データに書かれた額を、通貨ごとに、名目額のまま合計する。1課題の金額は課題と同じ割合で按分し、按分額の和は元の額に一致する。fiscal_year別では、データが年度を示す額だけをその年度に置き、示さない額はどの年度にも入れない。
formula:
  en: "sum over the awards of w x amount"
  ja: "w × 金額 の和（課題について）"
interval: none
limits:
  - en: "Whole amounts are not spread over years: where only they are given, no year has them."
    ja: "総額しか分からない課題の額を年度に割り振ることはしない。その額はどの年度にも現れない。"
  - en: "Nominal: amounts of years far apart are not comparable without a deflator."
    ja: "名目額である。離れた年度の額を比べるにはデフレーターが要る。"
  - en: "Funders state different things: with or without indirect costs, planned or paid. Compare within one funder."
    ja: "間接経費を含むか、計画額か実績額かは配分機関によって異なる。同じ配分機関の中で比べること。"
  - en: "Awards without an amount are left out and stand in the coverage. In full counting units do not add up."
    ja: "金額の分からない課題は除き、その割合を網羅率に示す。整数カウントの値は足し合わせられない。"
cites:
  - "NIH RePORTER, amounts per fiscal year (reporter.nih.gov)"
  - "KAKEN: amounts by fiscal year, direct and indirect (support.nii.ac.jp/kaken)"
examples:
  - given:
      counted:
        - {slice: JPY, unit: I1, award_id: G1, weight: 0.6}
        - {slice: JPY, unit: I2, award_id: G1, weight: 0.4}
        - {slice: JPY, unit: I1, award_id: G2, weight: 1.0}
        - {slice: USD, unit: I1, award_id: G3, weight: 1.0}
      award_universe:
        - {award_id: G1, amount: 1000, currency: JPY}
        - {award_id: G2}
        - {award_id: G3, amount: 1050, currency: USD}
    expect:
      - {slice: JPY, unit: I1, award_id: G1, weight: 0.6, value: 1000.0}
      - {slice: JPY, unit: I2, award_id: G1, weight: 0.4, value: 1000.0}
      - {slice: JPY, unit: I1, award_id: G2, weight: 1.0, value: null}
      - {slice: USD, unit: I1, award_id: G3, weight: 1.0, value: 10.5}
    arithmetic: >
      I1 has 0.6 x 1,000 = 600 yen, I2 400: together the 1,000 of G1. G2's amount is not known. 1,050 cents are 10.50 dollars.
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
