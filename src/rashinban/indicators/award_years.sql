/*
title: {en: Length of awards, ja: 課題の実施期間}
unit: {en: years, ja: 年}
display: number
record: awards
kind: mean
definition:
  en: >-
    Mean time from the first to the last day of the awards of the unit, both included, in years of 365.25 days.
  ja: >-
    課題の開始日から終了日まで（両日を含む）の長さの平均。365.25日を1年とする。
formula:
  en: "sum of w x years / sum of w"
  ja: "w × 年数 の和 ÷ w の和"
interval: stability
limits:
  - en: "Awards that say no first or no last day are left out and stand in the coverage."
    ja: "開始日か終了日が分からない課題は除き、その割合を網羅率に示す。"
  - en: "Where the data give fiscal years only, the days are those of the fiscal years."
    ja: "年度しか分からない課題では、年度の初日と末日を用いる。"
cites:
  - "KAKEN: period of award (support.nii.ac.jp/kaken)"
examples:
  - given:
      counted:
        - {slice: "", unit: I1, award_id: G1, weight: 1.0}
        - {slice: "", unit: I1, award_id: G2, weight: 0.5}
        - {slice: "", unit: I1, award_id: G3, weight: 1.0}
        - {slice: "", unit: I1, award_id: G4, weight: 1.0}
      award_universe:
        - {award_id: G1, start_date: 2019-04-01, end_date: 2023-03-31}
        - {award_id: G2, start_date: 2019-04-01, end_date: 2021-03-31}
        - {award_id: G3, start_date: 2019-04-01}
        - {award_id: G4, start_date: 2019-04-01, end_date: 2018-03-31}
    expect:
      - {slice: "", unit: I1, award_id: G1, weight: 1.0, value: 4.0}
      - {slice: "", unit: I1, award_id: G2, weight: 0.5, value: 2.001368925393566}
      - {slice: "", unit: I1, award_id: G3, weight: 1.0, value: null}
      - {slice: "", unit: I1, award_id: G4, weight: 1.0, value: null}
    arithmetic: >
      G1 has 1,461 days / 365.25 = 4; G2 731 / 365.25 = 2.00137; mean (4 + 0.5 x 2.00137) / 1.5 = 3.33379. G3 has no end,
      and G4 would end before it begins.
*/
select
    counted.slice,
    counted.unit,
    counted.award_id,
    counted.weight,
    case
        when award_universe.end_date >= award_universe.start_date
            then (date_diff('day', award_universe.start_date, award_universe.end_date) + 1) / 365.25e0
    end as value
from counted
inner join award_universe on award_universe.award_id = counted.award_id
