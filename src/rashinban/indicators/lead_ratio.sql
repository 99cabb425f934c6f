/*
title:
  en: Ratio of the lead country to the second
  ja: 首位国と2位国の比
unit: {en: ratio, ja: 倍率}
display: number
kind: sum
contributor: [country]
definition:
  en: >-
    Top 10 % publications of the country that has most of them, divided by those of the second. Works whose country is not
    known lead nobody.
  ja: >-
    被引用上位10%論文数が最も多い国の値を2番目の国の値で割った比。国が不明な論文は含めない。
formula:
  en: "P_top_10 of the first country / P_top_10 of the second"
  ja: "1位の国の P_top_10 ÷ 2位の国の P_top_10"
interval: none
ranked: false
limits:
  - en: "Undefined where fewer than two countries have top 10 % works."
    ja: "被引用上位10%論文をもつ国が2か国に満たない場合は計算できない。"
  - en: "Two countries only: what the others hold, alone or as a bloc, does not show. Read it beside hhi."
    ja: "上位2か国だけを見る値で、他の国々が個別に、または全体としてどれだけ占めるかは表れない。hhi と併せて読むこと。"
  - en: "Works without a citation score (no topic, a type or year without reference) are left out and stand in the coverage."
    ja: "被引用の指標値がない論文（トピックのないもの、規格化の基準がない文献種別や出版年のもの）は除き、その割合を網羅率に示す。"
  - en: "Differs between full and fractional counting: joint works of the two bring them together in full counting."
    ja: "整数カウントと分数カウントで値が異なる。整数カウントでは、2か国の共著論文の分だけ差が縮まる。"
cites:
  - "ASPI Critical Technology Tracker describes a lead over the second country as one part of its monopoly risk (techtracker.aspi.org.au)"
examples:
  - given:
      counted:
        - {slice: "", unit: "", work_id: W1, weight: 1.0, country: CN}
        - {slice: "", unit: "", work_id: W2, weight: 0.5, country: CN}
        - {slice: "", unit: "", work_id: W2, weight: 0.5, country: JP}
        - {slice: "", unit: "", work_id: W3, weight: 1.0, country: null}
        - {slice: "", unit: "", work_id: W4, weight: 1.0, country: CN}
        - {slice: "", unit: "", work_id: W5, weight: 1.0, country: FR}
      citation_scores:
        - {work_id: W1, top_10: 1.0}
        - {work_id: W2, top_10: 1.0}
        - {work_id: W3, top_10: 1.0}
        - {work_id: W5, top_10: 0.25}
    expect:
      - {slice: "", unit: "", work_id: W1, weight: 1.0, value: 2.0}
      - {slice: "", unit: "", work_id: W2, weight: 0.5, value: 2.0}
      - {slice: "", unit: "", work_id: W4, weight: 1.0, value: null}
    arithmetic: >
      China 1 + 0.5 = 1.5, Japan 0.5, France 0.25: 1.5 / 0.5 = 3. Each record of China is divided by Japan's 0.5:
      1 x 1 / 0.5 + 0.5 x 1 / 0.5 = 2 + 1 = 3. W3 has no country, W4 no score.
*/
with scored as (
    select counted.slice, counted.work_id, counted.country, counted.weight, citation_scores.top_10
    from counted
    left join citation_scores on citation_scores.work_id = counted.work_id
    where counted.country is not null
),

country_output as (
    select slice, country, sum(weight * top_10) as output
    from scored
    group by slice, country
),

ordered as (
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

leaders as (
    select
        slice,
        max(case when place = 1 then country end) as country,
        max(case when place = 2 then output end) as second_output
    from ordered
    where place <= 2
    group by slice
)

select scored.slice, '' as unit, scored.work_id, scored.weight, scored.top_10 / leaders.second_output as value
from scored
inner join leaders on leaders.slice = scored.slice and leaders.country = scored.country
