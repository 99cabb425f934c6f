/*
title: {en: Live awards, ja: 実施中の課題数}
unit: {en: awards, ja: 件}
display: count
record: awards
kind: sum
requires: [date]
definition:
  en: >-
    Awards of the unit that have begun and have not ended on the day asked about (date), by their planned first and last day.
  ja: >-
    指定日（date）に実施期間中である課題の数。課題の開始日と終了日（予定）による。
formula:
  en: "sum over the awards of w, where first day <= date <= last day"
  ja: "開始日 <= date <= 終了日 である課題の w の和"
interval: none
parameters: {date: null}
limits:
  - en: "An award whose period is not known well enough to say is left out and stands in the coverage, not counted as ended."
    ja: "期間が分からず判断できない課題は、終了とみなさずに除き、その割合を網羅率に示す。"
  - en: "Planned days: an award that was stopped early or extended without notice is counted by its plan."
    ja: "予定の期間による。中止や延長がデータに反映されていない課題は予定どおりに数える。"
cites:
  - "360Giving GrantNav, issue 1129: show live grants by planned dates (github.com/ThreeSixtyGiving/grantnav/issues/1129)"
examples:
  - given:
      counted:
        - {slice: "", unit: I1, award_id: G1, weight: 0.5}
        - {slice: "", unit: I1, award_id: G2, weight: 1.0}
        - {slice: "", unit: I1, award_id: G3, weight: 1.0}
        - {slice: "", unit: I1, award_id: G4, weight: 1.0}
        - {slice: "", unit: I1, award_id: G5, weight: 1.0}
      award_universe:
        - {award_id: G1, start_date: 2019-04-01, end_date: 2022-03-31}
        - {award_id: G2, start_date: 2019-04-01, end_date: 2022-03-30}
        - {award_id: G3, start_date: 2022-04-01}
        - {award_id: G4, start_date: 2020-04-01}
        - {award_id: G5}
    parameters: {date: "2022-03-31"}
    expect:
      - {slice: "", unit: I1, award_id: G1, weight: 0.5, value: 1.0}
      - {slice: "", unit: I1, award_id: G2, weight: 1.0, value: 0.0}
      - {slice: "", unit: I1, award_id: G3, weight: 1.0, value: 0.0}
      - {slice: "", unit: I1, award_id: G4, weight: 1.0, value: null}
      - {slice: "", unit: I1, award_id: G5, weight: 1.0, value: null}
    arithmetic: >
      G1 ends on the day itself and is live, 0.5 x 1; G2 ended the day before; G3 has not begun. G4 has begun and says no end,
      G5 says nothing: not observed.
*/
select
    counted.slice,
    counted.unit,
    counted.award_id,
    counted.weight,
    case
        when award_universe.start_date > cast($date as date) or award_universe.end_date < cast($date as date) then 0e0
        when award_universe.start_date <= cast($date as date) and award_universe.end_date >= cast($date as date) then 1e0
    end as value
from counted
inner join award_universe on award_universe.award_id = counted.award_id
