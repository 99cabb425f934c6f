/*
title: Fractional weight of every region group (EU27, G7, ASEAN...) in every work
grain: [work_id, region]
axis: contributor
keys: [region]
columns:
  work_id: [string, the work]
  region: [string, "a group of lookups/regions.csv with the membership of its stated date; null where the country is not known"]
  weight: [double, "share of the work held by members, 0 to 1. A country may be in several groups or in none, so the weights of one work do NOT sum to 1"]
examples:
  - given:
      country_weights:
        - {work_id: W1, country: DE, weight: 0.5}
        - {work_id: W1, country: FR, weight: 0.25}
        - {work_id: W1, country: VA, weight: 0.125}
        - {work_id: W1, country: null, weight: 0.125}
      country_groups:
        - {region: EU27, country_code: DE}
        - {region: EU27, country_code: FR}
        - {region: NORDIC, country_code: FI}
        - {region: G7, country_code: DE}
    expect:
      - {work_id: W1, region: EU27, weight: 0.75}
      - {work_id: W1, region: G7, weight: 0.5}
      - {work_id: W1, region: null, weight: 0.125}
    arithmetic: >
      EU27 = 0.5 + 0.25; G7 (of this example) = 0.5; Germany is in both, so the sum is above 1. VA is in no group.
      0.125 is unassigned because its country is not known.
*/
select country_weights.work_id, country_groups.region, sum(country_weights.weight) as weight
from country_weights
left join country_groups on country_groups.country_code = country_weights.country
where country_groups.region is not null or country_weights.country is null
group by country_weights.work_id, country_groups.region
