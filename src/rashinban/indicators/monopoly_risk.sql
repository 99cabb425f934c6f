/*
title:
  en: Monopoly risk
  ja: 技術独占リスク
unit: {en: grade, ja: 段階}
display: number
kind: sum
contributor: [institution, country]
definition:
  en: >-
    How far one country holds a technology, from two facts: how many of the ten leading institutions are in the lead country,
    and how many times its top 10 % publications are those of the second. High: at least 8 of 10 and 3 times; medium: at least
    5 of 10 and 2 times; else low. The thresholds are parameters of ours.
  ja: >-
    一つの国への技術の集中の度合いを、上位10機関のうち首位国にある機関の数と、首位国の被引用上位10%論文数の2位国に対する比から3段階で表す。高：10機関中8以上かつ3倍以上、中：10機関中5以上かつ2倍以上、それ以外は低。閾値は本ソフトウェアのパラメータであり変更できる。
formula:
  en: "2 if n >= high_institutions and r >= high_ratio; 1 if n >= medium_institutions and r >= medium_ratio; else 0"
  ja: "n >= high_institutions かつ r >= high_ratio なら 2、n >= medium_institutions かつ r >= medium_ratio なら 1、それ以外は 0"
interval: none
ranked: false
levels:
  0: {en: low, ja: 低}
  1: {en: medium, ja: 中}
  2: {en: high, ja: 高}
parameters: {top_institutions: 10, high_institutions: 8, high_ratio: 3, medium_institutions: 5, medium_ratio: 2}
limits:
  - en: "The thresholds are ours, and not claimed to be those of anyone who publishes a measure of the same name."
    ja: "閾値は本ソフトウェアが定めたもので、同じ名の指標を公表している機関のものではない。"
  - en: "A grade hides how near a threshold is: read lead_ratio, lead_institutions and hhi beside it."
    ja: "段階だけでは閾値にどれだけ近いかが分からない。lead_ratio、lead_institutions、hhi を併せて読むこと。"
  - en: "Publications only: says nothing of production, patents or materials."
    ja: "論文だけの指標である。生産、特許、原材料については何も言えない。"
  - en: "Blocs are not countries: grouping the European Union would lower the grade."
    ja: "地域連合は一つの国として扱わない。EU をまとめると段階は下がる。"
  - en: "Where fewer than ten institutions have top 10 % works, those there are stand for the ten."
    ja: "被引用上位10%論文をもつ機関が10に満たないときは、ある機関だけで10機関に代える。"
cites:
  - "Idea: ASPI Critical Technology Tracker, technology monopoly risk (techtracker.aspi.org.au)"
examples:
  - given:
      counted:
        - {slice: "", unit: "", work_id: W1, weight: 0.5, institution: I1, country: CN}
        - {slice: "", unit: "", work_id: W1, weight: 0.5, institution: I2, country: CN}
        - {slice: "", unit: "", work_id: W2, weight: 1.0, institution: I1, country: CN}
        - {slice: "", unit: "", work_id: W3, weight: 0.5, institution: I3, country: JP}
        - {slice: "", unit: "", work_id: W3, weight: 0.25, institution: null, country: CN}
        - {slice: "", unit: "", work_id: W3, weight: 0.25, institution: null, country: null}
        - {slice: "", unit: "", work_id: W4, weight: 1.0, institution: I4, country: CN}
      citation_scores:
        - {work_id: W1, top_10: 1.0}
        - {work_id: W2, top_10: 0.5}
        - {work_id: W3, top_10: 1.0}
        - {work_id: W4, top_10: 0.0}
    parameters: {top_institutions: 2, high_institutions: 2}
    expect:
      - {slice: "", unit: "", work_id: W1, weight: 1.0, value: 1.1428571428571428}
      - {slice: "", unit: "", work_id: W2, weight: 1.0, value: 0.5714285714285714}
      - {slice: "", unit: "", work_id: W3, weight: 0.25, value: 1.1428571428571428}
      - {slice: "", unit: "", work_id: W4, weight: 1.0, value: 0.0}
    arithmetic: >
      China 1 + 0.5 + 0.25 = 1.75, Japan 0.5: 3.5 times. Both leading institutions (I1, I2) are in China: 2 of 2 and at least
      3 times, so 2, high. The grade is spread over China's records: 2 x score / 1.75; 1 x 2 / 1.75 + 1 x 1 / 1.75 + 0.25 x 2 / 1.75 = 2.
  - given:
      counted:
        - {slice: "", unit: "", work_id: W1, weight: 0.5, institution: I1, country: CN}
        - {slice: "", unit: "", work_id: W1, weight: 0.5, institution: I2, country: CN}
        - {slice: "", unit: "", work_id: W2, weight: 1.0, institution: I1, country: CN}
        - {slice: "", unit: "", work_id: W3, weight: 0.5, institution: I3, country: JP}
        - {slice: "", unit: "", work_id: W3, weight: 0.25, institution: null, country: CN}
        - {slice: "", unit: "", work_id: W3, weight: 0.25, institution: null, country: null}
        - {slice: "", unit: "", work_id: W4, weight: 1.0, institution: I4, country: CN}
      citation_scores:
        - {work_id: W1, top_10: 1.0}
        - {work_id: W2, top_10: 0.5}
        - {work_id: W3, top_10: 1.0}
        - {work_id: W4, top_10: 0.0}
    parameters: {top_institutions: 3, high_institutions: 3, medium_institutions: 3}
    expect:
      - {slice: "", unit: "", work_id: W1, weight: 1.0, value: 0.0}
      - {slice: "", unit: "", work_id: W2, weight: 1.0, value: 0.0}
      - {slice: "", unit: "", work_id: W3, weight: 0.25, value: 0.0}
      - {slice: "", unit: "", work_id: W4, weight: 1.0, value: 0.0}
    arithmetic: >
      Of the first three institutions (I1, I2, I3) two are in China, not three; 0, low.
*/
with scored as (
    select
        counted.slice,
        counted.work_id,
        counted.institution,
        counted.country,
        counted.weight,
        citation_scores.top_10
    from counted
    left join citation_scores on citation_scores.work_id = counted.work_id
    where counted.country is not null
),

-- In full counting every institution of a country weighs 1: the country still has the work once.
work_countries as (
    select slice, work_id, country, least(sum(weight), 1e0) as weight, max(top_10) as top_10
    from scored
    group by slice, work_id, country
),

country_output as (
    select slice, country, sum(weight * top_10) as output
    from work_countries
    group by slice, country
),

ordered_countries as (
    select
        slice,
        country,
        output,
        row_number() over (
            partition by slice
            order by round(output, 9) desc nulls last, country nulls last
        ) as place
    from country_output
    where output > 0e0
),

institution_output as (
    select slice, institution, country, sum(weight * top_10) as output
    from scored
    where institution is not null
    group by slice, institution, country
),

ordered_institutions as (
    select
        slice,
        institution,
        country,
        output,
        row_number() over (
            partition by slice
            order by round(output, 9) desc nulls last, institution nulls last, country nulls last
        ) as place
    from institution_output
    where output > 0e0
),

leaders as (
    select
        slice,
        max(case when place = 1 then country end) as country,
        max(case when place = 1 then output end) as output,
        coalesce(max(case when place = 2 then output end), 0e0) as second_output
    from ordered_countries
    group by slice
),

placed as (
    select
        leaders.slice,
        leaders.country,
        leaders.output,
        leaders.second_output,
        count(ordered_institutions.institution) as institutions
    from leaders
    left join ordered_institutions
        on ordered_institutions.slice = leaders.slice
        and ordered_institutions.country = leaders.country
        and ordered_institutions.place <= $top_institutions
    group by leaders.slice, leaders.country, leaders.output, leaders.second_output
),

-- 1e-9: a ratio of exactly 3 must not be lost to the last digit of a sum.
graded as (
    select
        slice,
        country,
        output,
        case
            when institutions >= $high_institutions and output + 1e-9 >= $high_ratio * second_output then 2e0
            when institutions >= $medium_institutions and output + 1e-9 >= $medium_ratio * second_output then 1e0
            else 0e0
        end as grade
    from placed
)

select
    work_countries.slice,
    '' as unit,
    work_countries.work_id,
    work_countries.weight,
    graded.grade * work_countries.top_10 / graded.output as value
from work_countries
inner join graded on graded.slice = work_countries.slice and graded.country = work_countries.country
