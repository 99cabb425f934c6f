/*
title: {en: Gini coefficient of the amounts of institutions, ja: 機関間の配分額のジニ係数}
unit: {en: 0 (all the same) to 1, ja: 0（均等）〜1}
display: number
record: awards
kind: concentration
statistic: gini
contributor: [institution]
requires: [currency]
definition:
  en: >-
    How unequally the money of a slice is spread over its recipients. Recipients are the institutions that take part in the awards of the slice and got
    more than nothing in sum; institutions that got nothing are not among them. With population=eligible, every loaded institution that has the country and the type of a recipient, unless ROR calls it inactive or withdrawn, is among them too, with nothing where it got nothing.
  ja: >-
    対象の配分額が受給機関の間でどれだけ偏っているか。受給機関とは、対象課題に参加し、受給額の合計が正である機関を指す。受給していない機関は含めない。population=eligibleを付けると、読み込んだ機関のうち、いずれかの受給機関と国・種類が同じもの（RORで活動停止・取消とされたものを除く）を全て含め、受給がなければ0とする。
formula:
  en: "sum of (2 i - n - 1) x_i / (n x sum of x_i), x_i the amounts of the n recipients in ascending order"
  ja: "(2i − n − 1) x_i の和 ÷ (n × x_i の和)。x_i は受給機関 n 機関の配分額（昇順）"
interval: recipients
ranked: false
parameters: {population: recipients}
limits:
  - en: "Recipients only, unless population=eligible. Among all who might have got money, those with nothing included, concentration is higher."
    ja: "population=eligibleでない限り、受給機関だけの集中度である。受給のない機関も含めれば集中度は高くなる。"
  - en: "Money of awards that name no institution by an id is left out and stands in the coverage."
    ja: "機関がIDで特定されていない課題の額は除き、その割合を網羅率に示す。"
  - en: "Institutions of very different size are compared as they are: a large university gets more because it is large."
    ja: "機関の規模は考慮しない。大規模な大学は規模が大きいために多く受給する。"
  - en: "Eligible stands for who might have applied, which is not observed: it holds institutions that never would, and one recipient abroad brings in all of its country and type."
    ja: "population=eligibleは応募しえた機関の代わりであり、実際に応募できたかは観測されない。応募するはずのない機関も含み、国外の受給機関が一つあればその国の同種の機関が全て入る。"
cites:
  - "Gini, C. (1912) Variabilità e mutabilità; OECD, Handbook on concentration measures"
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
      I1 has 0.25 x 400 = 100, I2 0.75 x 400 + 100 = 400; ((2 - 3) x 100 + (4 - 3) x 400) / (2 x 500) = 0.3. G3 names no institution, G4 no amount.
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
