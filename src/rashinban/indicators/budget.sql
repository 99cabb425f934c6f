/*
title: {en: Budget, ja: 予算額}
unit: {en: "whole units of the currency, nominal", ja: 通貨単位（名目額）}
display: count
record: budget_lines
kind: sum
requires: [currency, kind, status]
reads_keys: [programme]
definition:
  en: >-
    Money of the budget lines of the unit in one currency and current prices, of one kind (initial, supplementary, paid into a fund, requested)
    and one status (planned, actual) at a time. Lines are those of loaded tables and of the definitions of programmes; where both have a
    line of one programme, year, kind, status and currency, the loaded one stands. A line within another one (a phase, in a programme
    that has a line of its own) is not added to it.
  ja: >-
    当該単位の予算項目の金額。通貨ごとに名目額のまま、種類（当初・補正・基金造成・概算要求）と状態（計画・実績）をそれぞれ一つに限って合計する。予算項目は読み込んだ表とプログラム定義にあるもので、同じプログラム・年度・種類・状態・通貨の項目が両方にあれば、読み込んだ表のものを採る。自らの項目をもつプログラムの内数（段階など）は、上位の項目に加えない。
formula:
  en: "sum of amount, over the lines of one currency, kind and status"
  ja: "金額の和（通貨・種類・状態が同じ予算項目について）"
interval: none
ranked: false
limits:
  - en: "Money paid into a fund is spent over years: kind=fund is the year it was paid in, and supplementary budgets may go into funds too. It is no spending of that year."
    ja: "基金に積まれた額は複数年度にわたって使われる。kind=fundの年度は造成した年度であり、補正予算にも基金に充てられるものがある。その年度の支出額ではない。"
  - en: "Planned is what was budgeted, actual what was spent or paid in. A draft that parliament has not passed is planned too."
    ja: "計画（planned）は予算額、実績（actual）は支出または造成された額である。成立前の予算案も計画に含まれる。"
  - en: "Nominal: amounts of years far apart are not comparable without a deflator. Fiscal years, which begin in April in Japan."
    ja: "名目額である。離れた年度の額を比べるにはデフレーターが要る。年は会計年度で、日本では4月に始まる。"
  - en: "Only what was loaded or defined: a programme without a line has no budget here, which is not zero."
    ja: "読み込んだ表と定義にある項目だけを合計する。項目のないプログラムは予算が不明なのであり、0ではない。"
cites:
  - "Ministry of Finance of Japan, budget: initial and supplementary (www.mof.go.jp/policy/budget)"
examples:
  - given:
      counted:
        - {slice: JPY|initial|planned, unit: U1, budget_line_id: B1, weight: 1.0}
        - {slice: JPY|initial|planned, unit: U1, budget_line_id: B2, weight: 1.0}
        - {slice: JPY|fund|actual, unit: U1, budget_line_id: B3, weight: 1.0}
        - {slice: USD|initial|planned, unit: U1, budget_line_id: B4, weight: 1.0}
      budget_universe:
        - {budget_line_id: B1, currency: JPY, amount: 50000, is_part: false}
        - {budget_line_id: B2, currency: JPY, amount: 20000, is_part: true}
        - {budget_line_id: B3, currency: JPY, amount: 900000, is_part: false}
        - {budget_line_id: B4, currency: USD, amount: 1050, is_part: false}
    expect:
      - {slice: JPY|initial|planned, unit: U1, budget_line_id: B1, weight: 1.0, value: 50000.0}
      - {slice: JPY|fund|actual, unit: U1, budget_line_id: B3, weight: 1.0, value: 900000.0}
      - {slice: USD|initial|planned, unit: U1, budget_line_id: B4, weight: 1.0, value: 10.5}
    arithmetic: >
      B2 is within B1: 50,000 yen in all, not 70,000. The 900,000 of a fund stand apart. 1,050 cents are 10.50 dollars.
  - given:
      counted:
        - {slice: JPY|initial|planned|sip, unit: U1, budget_line_id: B1, weight: 1.0, programme: sip}
        - {slice: JPY|initial|planned|sip-1, unit: U1, budget_line_id: B2, weight: 1.0, programme: sip-1}
      budget_universe:
        - {budget_line_id: B1, currency: JPY, amount: 50000, is_part: false}
        - {budget_line_id: B2, currency: JPY, amount: 20000, is_part: true}
    expect:
      - {slice: JPY|initial|planned|sip, unit: U1, budget_line_id: B1, weight: 1.0, value: 50000.0}
      - {slice: JPY|initial|planned|sip-1, unit: U1, budget_line_id: B2, weight: 1.0, value: 20000.0}
    arithmetic: Asked by programme, each has its own line.
*/
select
    counted.slice,
    counted.unit,
    counted.budget_line_id,
    counted.weight,
    budget_universe.amount / currencies.minor_units as value
from counted
inner join budget_universe on budget_universe.budget_line_id = counted.budget_line_id
left join currencies on currencies.currency = budget_universe.currency
-- Without a programme in the question a line within another one would be there twice.
where counted.programme is not null or not budget_universe.is_part
