/*
title: {en: Gini coefficient of the number of awards of institutions, ja: 機関間の採択課題数のジニ係数}
unit: {en: 0 (all the same) to 1, ja: 0（均等）〜1}
display: number
record: awards
kind: concentration
statistic: gini
contributor: [institution]
definition:
  en: >-
    How unequally the awards of a slice are spread over the institutions that take part in them, each award shared as in the
    number of awards. Institutions without an award are not among them. With population=eligible, every loaded institution that has the country and the type of a recipient, unless ROR calls it inactive or withdrawn, is among them too, with nothing where it got none. For where no amounts are known.
  ja: >-
    対象の採択課題が参加機関の間でどれだけ偏っているか。課題は採択課題数と同じ割合で按分する。採択のない機関は含めない。population=eligibleを付けると、読み込んだ機関のうち、いずれかの参加機関と国・種類が同じもの（RORで活動停止・取消とされたものを除く）を全て含め、採択がなければ0とする。金額が分からない場合に用いる。
formula:
  en: "sum of (2 i - n - 1) x_i / (n x sum of x_i), x_i the awards of the n recipients in ascending order"
  ja: "(2i − n − 1) x_i の和 ÷ (n × x_i の和)。x_i は受給機関 n 機関の採択課題数（昇順）"
interval: recipients
ranked: false
parameters: {population: recipients}
limits:
  - en: "Recipients only, unless population=eligible. Among all who might have got awards, those with none included, concentration is higher."
    ja: "population=eligibleでない限り、受給機関だけの集中度である。受給のない機関も含めれば集中度は高くなる。"
  - en: "Awards that name no institution by an id are left out and stand in the coverage."
    ja: "機関がIDで特定されていない課題は除き、その割合を網羅率に示す。"
  - en: "Institutions of very different size are compared as they are: a large university gets more because it is large. Small awards count as much as large ones."
    ja: "機関の規模は考慮しない。大規模な大学は規模が大きいために採択も多い。金額の小さい課題も大きい課題も同じく1件と数える。"
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
    expect:
      - {slice: "", unit: "", award_id: G1, weight: 0.25, value: 1.0, recipient: I1}
      - {slice: "", unit: "", award_id: G1, weight: 0.75, value: 1.0, recipient: I2}
      - {slice: "", unit: "", award_id: G2, weight: 1.0, value: 1.0, recipient: I2}
      - {slice: "", unit: "", award_id: G3, weight: 1.0, value: 1.0, recipient: null}
    arithmetic: >
      I1 has 0.25 awards, I2 1.75; ((2 - 3) x 0.25 + (4 - 3) x 1.75) / (2 x 2) = 0.375. G3 names no institution.
*/
select slice, unit, award_id, weight, 1e0 as value, institution as recipient
from counted
