/*
title: Which reference stands for every subfield, year and type
grain: [subfield, year, type]
stored: false
parameters: {minimum_cell: 50}
columns:
  subfield: [string, subfield of a work]
  year: [int32, year of publication]
  type: [string, article or review]
  reference_level: [string, "level whose distribution is used: subfield, else the first of field, domain, all with at least minimum_cell works; null where even all has fewer"]
  mean_citations: [double, "of that reference, as in citation_reference"]
  threshold_10: [int64, "of that reference, as in citation_reference"]
  weight_10: [double, "of that reference, as in citation_reference"]
  factor_10: [double, "of that reference, as in citation_reference"]
  threshold_1: [int64, "of that reference, as in citation_reference"]
  weight_1: [double, "of that reference, as in citation_reference"]
  factor_1: [double, "of that reference, as in citation_reference"]
examples:
  - given:
      universe:
        - {work_id: W1, year: 2020, type: article, subfield: "1702", field: "17", domain: "3", in_universe: true}
        - {work_id: W2, year: 2020, type: article, subfield: "1702", field: "17", domain: "3", in_universe: true}
        - {work_id: W3, year: 2020, type: article, subfield: "1705", field: "17", domain: "3", in_universe: true}
        - {work_id: W4, year: 2020, type: review, subfield: "1702", field: "17", domain: "3", in_universe: true}
      citation_reference:
        - {level: subfield, category: "1702", year: 2020, type: article, works: 60, mean_citations: 2.0, threshold_10: 5, weight_10: 0.5, factor_10: 1.5, threshold_1: 9, weight_1: 0.25}
        - {level: subfield, category: "1705", year: 2020, type: article, works: 49, mean_citations: 3.0, threshold_10: 6, weight_10: 0.5, factor_10: 1.5, threshold_1: 9, weight_1: 0.25}
        - {level: field, category: "17", year: 2020, type: article, works: 109, mean_citations: 4.0, threshold_10: 7, weight_10: 0.5, factor_10: 1.5, threshold_1: 9, weight_1: 0.25}
        - {level: all, category: all, year: 2020, type: review, works: 12, mean_citations: 8.0, threshold_10: 20, weight_10: 0.5, factor_10: 1.5, threshold_1: 30, weight_1: 0.25}
    expect:
      - {subfield: "1702", year: 2020, type: article, reference_level: subfield, mean_citations: 2.0, threshold_10: 5, weight_10: 0.5, factor_10: 1.5, threshold_1: 9, weight_1: 0.25, factor_1: null}
      - {subfield: "1705", year: 2020, type: article, reference_level: field, mean_citations: 4.0, threshold_10: 7, weight_10: 0.5, factor_10: 1.5, threshold_1: 9, weight_1: 0.25, factor_1: null}
      - {subfield: "1702", year: 2020, type: review, reference_level: null, mean_citations: null, threshold_10: null, weight_10: null, factor_10: null, threshold_1: null, weight_1: null, factor_1: null}
    arithmetic: >
      1702 has 60 works, at least 50. 1705 has 49, so its field with 60 + 49 = 109 stands for it. There are 12 reviews in
      all; fewer than 50 works are nothing to compare with.
*/
with places as (
    select subfield, year, type, min(field) as field, min(domain) as domain
    from universe
    where in_universe and subfield is not null and year is not null
    group by subfield, year, type
),

large as (
    select *
    from citation_reference
    where works >= $minimum_cell
),

chosen as (
    select
        places.subfield,
        places.year,
        places.type,
        case
            when subfield_cells.level is not null then 'subfield'
            when field_cells.level is not null then 'field'
            when domain_cells.level is not null then 'domain'
            when all_cells.level is not null then 'all'
        end as reference_level,
        coalesce(subfield_cells.category, field_cells.category, domain_cells.category, all_cells.category) as category
    from places
    left join large as subfield_cells
        on subfield_cells.level = 'subfield'
        and subfield_cells.category = places.subfield
        and subfield_cells.year = places.year
        and subfield_cells.type = places.type
    left join large as field_cells
        on field_cells.level = 'field'
        and field_cells.category = places.field
        and field_cells.year = places.year
        and field_cells.type = places.type
    left join large as domain_cells
        on domain_cells.level = 'domain'
        and domain_cells.category = places.domain
        and domain_cells.year = places.year
        and domain_cells.type = places.type
    left join large as all_cells
        on all_cells.level = 'all'
        and all_cells.year = places.year
        and all_cells.type = places.type
)

select
    chosen.subfield,
    chosen.year,
    chosen.type,
    chosen.reference_level,
    large.mean_citations,
    large.threshold_10,
    large.weight_10,
    large.factor_10,
    large.threshold_1,
    large.weight_1,
    large.factor_1
from chosen
left join large
    on large.level = chosen.reference_level
    and large.category = chosen.category
    and large.year = chosen.year
    and large.type = chosen.type
