/*
title:
  en: Concentration of top 10 % publications over countries (HHI)
  ja: 被引用上位10%論文の国別集中度（HHI）
unit: {en: "0 to 1", ja: "0〜1"}
display: number
kind: sum
contributor: [country]
definition:
  en: >-
    Sum of the squared country shares of top 10 % publications: 1 if one country has all, 1/n if n countries have equal shares.
    1 divided by it is the effective number of countries.
  ja: >-
    国別の被引用上位10%論文数シェアの二乗和（ハーフィンダール・ハーシュマン指数）。1か国が独占すれば1、nか国が等分すれば1/n。逆数は実効国数。
formula:
  en: "HHI = sum over countries of s^2, s = P_top_10 of the country / P_top_10 of all countries"
  ja: "HHI = 各国のシェア s の二乗の和、s = その国の P_top_10 ÷ 全ての国の P_top_10"
interval: none
ranked: false
limits:
  - en: "Works whose country is not known are left out of the shares: they stand in the coverage."
    ja: "国が不明な論文はシェアの計算から除き、その割合を網羅率に示す。"
  - en: "In full counting shared works make countries look alike: prefer fractional counting."
    ja: "整数カウントでは、国際共著のために国どうしの差が小さく見える。分数カウントを使うのがよい。"
  - en: "Population: countries with at least one top 10 % work; adding countries without any does not change it."
    ja: "対象は被引用上位10%論文が1件以上ある国である。1件もない国を加えても値は変わらない。"
  - en: "Works without a citation score (no topic, a type or year without reference) are left out and stand in the coverage."
    ja: "被引用の指標値がない論文（トピックのないもの、規格化の基準がない文献種別や出版年のもの）は除き、その割合を網羅率に示す。"
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
