/*
title:
  en: Concentration of top 10 % publications over countries (HHI)
  ja: Top10%論文の国別集中度（HHI）
unit: 0 to 1
display: number
kind: sum
contributor: [country]
definition:
  en: >
    Sum of the squared country shares of top 10 % publications: 1 if one country has all, 1/n if n countries have equal shares.
    1 divided by it is the effective number of countries.
  ja: >
    国別のTop10%論文数シェアの二乗和（ハーフィンダール・ハーシュマン指数）。1か国が独占すれば1、n か国が等分すれば1/n。逆数は実効国数。
formula: "HHI = sum over countries of s^2, s = P_top_10 of the country / P_top_10 of all countries"
interval: none
ranked: false
limits:
  - "Works whose country is not known are left out of the shares: they stand in the coverage."
  - "In full counting shared works make countries look alike: prefer fractional counting."
  - "Population: countries with at least one top 10 % work; adding countries without any does not change it."
  - "Works without a citation score (no topic, a type or year without reference) are left out and stand in the coverage."
cites:
  - "Hirschman (1964), The paternity of an index"
examples:
  - given:
      counted:
        - {slice: "", unit: "", work_id: W1, weight: 1.0, country: CN}
        - {slice: "", unit: "", work_id: W2, weight: 0.5, country: JP}
        - {slice: "", unit: "", work_id: W2, weight: 0.5, country: US}
        - {slice: "", unit: "", work_id: W3, weight: 0.5, country: JP}
        - {slice: "", unit: "", work_id: W3, weight: 0.5, country: null}
        - {slice: "", unit: "", work_id: W4, weight: 1.0, country: null}
        - {slice: "", unit: "", work_id: W5, weight: 1.0, country: CN}
      citation_scores:
        - {work_id: W1, top_10: 1.0}
        - {work_id: W2, top_10: 0.8}
        - {work_id: W3, top_10: 0.4}
        - {work_id: W4, top_10: 1.0}
    expect:
      - {slice: "", unit: "", work_id: W1, weight: 1.0, value: 0.25}
      - {slice: "", unit: "", work_id: W2, weight: 1.0, value: 0.1}
      - {slice: "", unit: "", work_id: W3, weight: 1.0, value: 0.03}
      - {slice: "", unit: "", work_id: W4, weight: 1.0, value: null}
      - {slice: "", unit: "", work_id: W5, weight: 1.0, value: null}
    arithmetic: >
      China 1, Japan 0.5 x 0.8 + 0.5 x 0.4 = 0.6, United States 0.5 x 0.8 = 0.4, together 2: shares 0.5, 0.3, 0.2 and
      HHI = 0.25 + 0.09 + 0.04 = 0.38. By works, each weight x score x share / 2: W1 1 x 0.5 / 2 = 0.25;
      W2 0.8 x (0.5 x 0.3 + 0.5 x 0.2) / 2 = 0.1; W3 0.4 x 0.5 x 0.3 / 2 = 0.03; together 0.38. W4 has no country, W5 no score.
*/
with scored as (
    select counted.slice, counted.work_id, counted.country, counted.weight, citation_scores.top_10
    from counted
    left join citation_scores on citation_scores.work_id = counted.work_id
),

country_output as (
    select slice, country, sum(weight * top_10) as output
    from scored
    where country is not null
    group by slice, country
),

slice_output as (
    select slice, sum(output) as output
    from country_output
    group by slice
    having sum(output) > 0e0
),

shares as (
    select
        country_output.slice,
        country_output.country,
        country_output.output / slice_output.output as share,
        slice_output.output as slice_output
    from country_output
    inner join slice_output on slice_output.slice = country_output.slice
)

select
    scored.slice,
    '' as unit,
    scored.work_id,
    sum(scored.weight) as weight,
    sum(scored.weight * scored.top_10 * shares.share / shares.slice_output) / sum(scored.weight) as value
from scored
left join shares on shares.slice = scored.slice and shares.country = scored.country
group by scored.slice, scored.work_id
