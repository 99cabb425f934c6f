/*
title: {en: Success rate of applications, ja: 採択率}
unit: {en: share of the applications, ja: 応募件数に占める割合}
display: share
record: applications
kind: ratio
requires: [breakdown]
reads_keys: [programme]
definition:
  en: >-
    Applications that were awarded among those that were sent in, as the funder published both numbers: the sums of the groups of
    applications of the unit. A table that tells its groups apart (by institution, gender, career stage) counts the same applications as the
    table of the whole, so one breakdown is asked for at a time. Where a programme has numbers of its own, those of the programmes
    within it are among them and are not added.
  ja: >-
    応募件数に占める採択件数の割合。配分機関が公表した両方の件数を、当該単位の集計区分について合計して求める。機関別・男女別・職階別などの内訳表は全体の表と同じ応募を数えているため、一度に一つの内訳（breakdown）だけを用いる。プログラム自体の件数が公表されている場合、その下位プログラムの件数は内数であり、加えない。
formula:
  en: "sum of awarded / sum of applied, over the groups of which both are given"
  ja: "採択件数の和 ÷ 応募件数の和（両方が示されている集計区分について）"
interval: none
ranked: false
limits:
  - en: "A full count and no sample: there is no sampling interval. Rates of few applications still swing from year to year."
    ja: "全数であり標本ではないため、標本誤差の区間はない。ただし応募件数の少ない区分の値は年により大きく振れる。"
  - en: "Funders count differently: new applications only or continued ones too, full proposals only or short ones before. Compare within one programme."
    ja: "新規のみか継続を含むか、予備審査の段階を含むかなど、件数の数え方は配分機関によって異なる。同じプログラムの中で比べること。"
  - en: "Differences between groups are descriptive: applicants of two groups differ in field, stage and category too."
    ja: "区分間の差は記述にとどまる。応募者の分野、職階、応募種目の構成も区分によって異なる。"
  - en: "Gender and career stage are as the funder declares them; whoever is in no group of a table is not observed."
    ja: "性別や職階は配分機関が公表した区分による。どの区分にも入らない応募者は観測されない。"
cites:
  - "JSPS, distribution of KAKENHI: numbers of applications and of awards, rate = awarded / applied (www.jsps.go.jp)"
examples:
  - given:
      counted:
        - {slice: whole, unit: U1, application_id: A1, weight: 1.0}
        - {slice: whole, unit: U1, application_id: A2, weight: 1.0}
        - {slice: gender, unit: U1, application_id: A3, weight: 1.0}
        - {slice: whole, unit: U1, application_id: A4, weight: 1.0}
        - {slice: whole, unit: U1, application_id: A5, weight: 1.0}
      application_universe:
        - {application_id: A1, breakdown: whole, is_part: false, applied: 600, awarded: 80}
        - {application_id: A2, breakdown: whole, is_part: false, applied: 200, awarded: 60}
        - {application_id: A3, breakdown: gender, is_part: false, applied: 100, awarded: 15}
        - {application_id: A4, breakdown: whole, is_part: false, applied: 30}
        - {application_id: A5, breakdown: whole, is_part: true, applied: 50, awarded: 5}
    expect:
      - {slice: whole, unit: U1, application_id: A1, weight: 1.0, value: 80.0, base: 600.0}
      - {slice: whole, unit: U1, application_id: A2, weight: 1.0, value: 60.0, base: 200.0}
      - {slice: gender, unit: U1, application_id: A3, weight: 1.0, value: 15.0, base: 100.0}
      - {slice: whole, unit: U1, application_id: A4, weight: 1.0, value: null, base: null}
    arithmetic: >
      The whole: (80 + 60) / (600 + 200) = 0.175; women 15 / 100. How many of the 30 of A4 were awarded is not known, so they
      are in neither sum. A5 is among the numbers of the programme above.
  - given:
      counted:
        - {slice: whole|kakenhi-s, unit: U1, application_id: A5, weight: 1.0, programme: kakenhi-s}
      application_universe:
        - {application_id: A5, breakdown: whole, is_part: true, applied: 50, awarded: 5}
    expect:
      - {slice: whole|kakenhi-s, unit: U1, application_id: A5, weight: 1.0, value: 5.0, base: 50.0}
    arithmetic: Asked by programme, each has its own numbers. 5 / 50 = 0.1.
*/
select
    counted.slice,
    counted.unit,
    counted.application_id,
    counted.weight,
    case when application_universe.applied is not null then application_universe.awarded * 1e0 end as value,
    case when application_universe.awarded is not null then application_universe.applied * 1e0 end as base
from counted
inner join application_universe on application_universe.application_id = counted.application_id
-- Without a programme in the question a group within another one would be there twice.
where counted.programme is not null or not application_universe.is_part
