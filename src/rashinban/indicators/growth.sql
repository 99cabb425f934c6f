/*
title:
  en: Yearly growth of publications
  ja: 論文数の年平均増加率
unit: {en: per year, ja: 年率}
display: share
kind: ratio
transform: annual_rate
definition:
  en: >-
    Publications in the later half of the years asked about against those in the earlier half, as a rate per year. With an odd
    number of years the middle one is in neither half.
  ja: >-
    対象期間の後半の論文数を前半の論文数と比べ、年率に換算した増加率。年数が奇数のとき中央の年はどちらにも含めない。
formula:
  en: "(P later half / P earlier half)^(1 / years) - 1, years = years asked - floor(years asked / 2)"
  ja: "(後半の論文数 ÷ 前半の論文数)^(1 ÷ 年数) - 1、年数 = 対象年数 - floor(対象年数 ÷ 2)"
interval: joint
minimum_works: 50
parameters: {year_from: null, year_to: null}
limits:
  - en: "Part of any growth is that of the data source: compare with the growth of the world over the same years."
    ja: "増加の一部はデータソースの収録の増加による。同じ期間の世界全体の増加率と比べること。"
  - en: "The newest year may be incomplete: end the window a year before the snapshot."
    ja: "最新の年は収録が途中のことがある。期間の終わりは、データ取得の前年までにすること。"
  - en: "Undefined where the earlier half has no works."
    ja: "前半に論文が1件もない場合は計算できない。"
cites:
  - "Rashinban: halves instead of end years, so that one odd year does not make the trend"
examples:
  - given:
      counted:
        - {slice: "", unit: JP, work_id: W1, weight: 1.0}
        - {slice: "", unit: JP, work_id: W2, weight: 1.0}
        - {slice: "", unit: JP, work_id: W3, weight: 0.5}
        - {slice: "", unit: JP, work_id: W4, weight: 1.0}
        - {slice: "", unit: JP, work_id: W5, weight: 1.0}
        - {slice: "", unit: JP, work_id: W6, weight: 1.0}
      universe:
        - {work_id: W1, year: 2015}
        - {work_id: W2, year: 2017}
        - {work_id: W3, year: 2018}
        - {work_id: W4, year: 2019}
        - {work_id: W5}
        - {work_id: W6, year: 2020}
    parameters: {year_from: 2015, year_to: 2019}
    expect:
      - {slice: "", unit: JP, work_id: W1, weight: 1.0, value: 0.0, base: 1.0}
      - {slice: "", unit: JP, work_id: W2, weight: 1.0, value: 0.0, base: 0.0}
      - {slice: "", unit: JP, work_id: W3, weight: 0.5, value: 1.0, base: 0.0}
      - {slice: "", unit: JP, work_id: W4, weight: 1.0, value: 1.0, base: 0.0}
      - {slice: "", unit: JP, work_id: W5, weight: 1.0, value: null, base: null}
      - {slice: "", unit: JP, work_id: W6, weight: 1.0, value: null, base: null}
    arithmetic: >
      Five years: 2015-2016 against 2018-2019, 2017 in neither. Later 0.5 + 1 = 1.5, earlier 1; the middles 2015.5 and 2018.5
      lie 5 - 2 = 3 years apart: 1.5^(1/3) - 1 = 14.5 % a year. W5 has no year and W6 lies outside.
  - given:
      counted:
        - {slice: "", unit: JP, work_id: W1, weight: 1.0}
        - {slice: "", unit: JP, work_id: W2, weight: 1.0}
      universe:
        - {work_id: W1, year: 2016}
        - {work_id: W2, year: 2017}
    parameters: {year_from: 2015, year_to: 2018}
    expect:
      - {slice: "", unit: JP, work_id: W1, weight: 1.0, value: 0.0, base: 1.0}
      - {slice: "", unit: JP, work_id: W2, weight: 1.0, value: 1.0, base: 0.0}
    arithmetic: >
      Four years, 2015-2016 against 2017-2018, two years apart; every year is in one half.
*/
-- Year number y of n years is in the earlier half where 2 y <= n, in the later where 2 (n + 1 - y) <= n.
with dated as (
    select
        counted.slice,
        counted.unit,
        counted.work_id,
        counted.weight,
        universe.year - $year_from + 1 as from_start,
        $year_to - universe.year + 1 as from_end,
        $year_to - $year_from + 1 as years
    from counted
    left join universe on universe.work_id = counted.work_id
)

select
    slice,
    unit,
    work_id,
    weight,
    case
        when from_start < 1 or from_end < 1 then null
        when 2 * from_end <= years then 1e0
        when 2 * from_end > years then 0e0
    end as value,
    case
        when from_start < 1 or from_end < 1 then null
        when 2 * from_start <= years then 1e0
        when 2 * from_start > years then 0e0
    end as base
from dated
