/*
title:
  en: Leading institutions in the lead country
  ja: 上位10機関に占める首位国の機関数
unit: {en: institutions, ja: 機関}
display: count
kind: sum
contributor: [institution, country]
definition:
  en: >-
    How many of the ten institutions with most top 10 % publications are in the country with most top 10 % publications.
  ja: >-
    被引用上位10%論文数の上位10機関のうち、被引用上位10%論文数が最も多い国にある機関の数。
formula:
  en: "number of institutions among the first 10 by P_top_10 whose country is the first by P_top_10"
  ja: "P_top_10 の上位10機関のうち、P_top_10 が最も多い国にある機関の数"
interval: none
ranked: false
parameters: {top_institutions: 10}
limits:
  - en: "Institutions are those that OpenAlex resolves: a large academy counts as one, or as its institutes, as its records are linked."
    ja: "機関は OpenAlex が特定したものである。大きな研究機構は、データの結び付き方により一つの機関にも、傘下の研究所ごとにもなる。"
  - en: "Works whose institution is not known count for their country only."
    ja: "機関が不明な論文は、国の値にのみ数える。"
  - en: "Equal institutions are put in the order of their ids."
    ja: "値の等しい機関は ID の順に並べる。"
  - en: "Works without a citation score (no topic, a type or year without reference) are left out and stand in the coverage."
    ja: "被引用の指標値がない論文（トピックのないもの、規格化の基準がない文献種別や出版年のもの）は除き、その割合を網羅率に示す。"
cites:
  - "ASPI Critical Technology Tracker describes the number of leading institutions in one country as one part of its monopoly risk (techtracker.aspi.org.au)"
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
    parameters: {top_institutions: 2}
    expect:
      - {slice: "", unit: "", work_id: W1, weight: 1.0, value: 1.5}
      - {slice: "", unit: "", work_id: W2, weight: 1.0, value: 0.5}
      - {slice: "", unit: "", work_id: W3, weight: 0.25, value: 0.0}
      - {slice: "", unit: "", work_id: W4, weight: 1.0, value: 0.0}
    arithmetic: >
      China 1 x 1 + 1 x 0.5 + 0.25 = 1.75, Japan 0.5: China leads. Institutions: I1 0.5 + 0.5 = 1; I2 and I3 0.5 each, I2 comes
      first; I4 has none. The first two, I1 and I2, are both in China: 2. By works: W1 0.5 x 1 / 1 of I1 and
      0.5 x 1 / 0.5 of I2 = 1.5, W2 0.5 of I1: 1.5 + 0.5 = 2.
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

leading_institutions as (
    select
        ordered_institutions.slice,
        ordered_institutions.institution,
        ordered_institutions.country,
        ordered_institutions.output
    from ordered_institutions
    inner join ordered_countries
        on ordered_countries.slice = ordered_institutions.slice
        and ordered_countries.country = ordered_institutions.country
    where ordered_countries.place = 1 and ordered_institutions.place <= $top_institutions
),

-- The records of one leading institution add up to 1.
parts as (
    select scored.slice, scored.work_id, sum(scored.weight * scored.top_10 / leading_institutions.output) as part
    from scored
    inner join leading_institutions
        on leading_institutions.slice = scored.slice
        and leading_institutions.institution = scored.institution
        and leading_institutions.country = scored.country
    group by scored.slice, scored.work_id
)

select
    work_countries.slice,
    '' as unit,
    work_countries.work_id,
    work_countries.weight,
    case when work_countries.top_10 is not null then coalesce(parts.part, 0e0) / work_countries.weight end as value
from work_countries
inner join ordered_countries
    on ordered_countries.slice = work_countries.slice and ordered_countries.country = work_countries.country
left join parts on parts.slice = work_countries.slice and parts.work_id = work_countries.work_id
where ordered_countries.place = 1
