/*
title: Who worked together on every work
grain: [work_id]
columns:
  work_id: [string, the work]
  countries: [int64, "distinct countries, Hong Kong and Macao counted as China (lookups/country_mappings.csv); null where none is known"]
  institutions: [int64, distinct institutions; null where none is resolved]
  is_international: [bool, two or more countries; null where no country is known]
  has_company: [bool, "at least one institution is a company; null where no institution has a known type"]
cites:
  - "CWTS Leiden Ranking Open Edition, calc_leiden_ranking_open_edition.sql (github.com/CWTSLeiden/CWTS-Leiden-Ranking-Open-Edition)"
examples:
  - given:
      works: [{work_id: W1}, {work_id: W2}, {work_id: W3}, {work_id: W4}, {work_id: W5}]
      country_weights:
        - {work_id: W1, country: JP, weight: 0.5}
        - {work_id: W1, country: DE, weight: 0.5}
        - {work_id: W2, country: HK, weight: 0.5}
        - {work_id: W2, country: CN, weight: 0.25}
        - {work_id: W2, country: null, weight: 0.25}
        - {work_id: W3, country: null, weight: 1.0}
        - {work_id: W4, country: FR, weight: 1.0}
        - {work_id: W5, country: FR, weight: 1.0}
      institution_weights:
        - {work_id: W1, institution: I1, country: JP, weight: 0.5}
        - {work_id: W1, institution: I2, country: DE, weight: 0.5}
        - {work_id: W2, institution: I3, country: HK, weight: 0.5}
        - {work_id: W2, institution: I4, country: CN, weight: 0.25}
        - {work_id: W2, institution: null, country: null, weight: 0.25}
        - {work_id: W3, institution: null, country: null, weight: 1.0}
        - {work_id: W4, institution: null, country: FR, weight: 1.0}
        - {work_id: W5, institution: I5, country: FR, weight: 1.0}
      institutions:
        - {institution_id: I1, type: education}
        - {institution_id: I2, type: company}
        - {institution_id: I3, type: education}
        - {institution_id: I4, type: healthcare}
        - {institution_id: I5}
    expect:
      - {work_id: W1, countries: 2, institutions: 2, is_international: true, has_company: true}
      - {work_id: W2, countries: 1, institutions: 2, is_international: false, has_company: false}
      - {work_id: W3, countries: null, institutions: null, is_international: null, has_company: null}
      - {work_id: W4, countries: 1, institutions: null, is_international: false, has_company: null}
      - {work_id: W5, countries: 1, institutions: 1, is_international: false, has_company: null}
    arithmetic: >
      W2 has Hong Kong and China: one country. Nothing is known of W3. W4 has an address in France without institution,
      W5 an institution whose type nobody states.
*/
with collaborating_countries as (
    select
        country_weights.work_id,
        coalesce(country_mappings.collaboration_country, country_weights.country) as country
    from country_weights
    left join country_mappings on country_mappings.country_code = country_weights.country
    where country_weights.country is not null
    group by
        country_weights.work_id,
        coalesce(country_mappings.collaboration_country, country_weights.country)
),

counted_countries as (
    select work_id, count(*) as countries
    from collaborating_countries
    group by work_id
),

collaborating_institutions as (
    select work_id, institution
    from institution_weights
    where institution is not null
    group by work_id, institution
),

counted_institutions as (
    select
        collaborating_institutions.work_id,
        count(*) as institutions,
        bool_or(institution_types.sector = 'company') as has_company
    from collaborating_institutions
    left join institutions on institutions.institution_id = collaborating_institutions.institution
    left join institution_types on institution_types.type = institutions.type
    group by collaborating_institutions.work_id
)

select
    works.work_id,
    counted_countries.countries,
    counted_institutions.institutions,
    counted_countries.countries > 1 as is_international,
    counted_institutions.has_company
from works
left join counted_countries on counted_countries.work_id = works.work_id
left join counted_institutions on counted_institutions.work_id = works.work_id
