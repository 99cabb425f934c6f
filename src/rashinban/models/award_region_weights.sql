/*
title: Share of every region group (EU27, G7, ASEAN...) in every award
grain: [award_id, region]
axis: contributor
keys: [region]
columns:
  award_id: [string, the award]
  region: [string, "a group of lookups/regions.csv with the membership of its stated date; null where the country is not known"]
  weight: [double, "share of the award held by members, 0 to 1. A country may be in several groups or in none, so the weights of one award do NOT sum to 1"]
examples:
  - given:
      award_country_weights:
        - {award_id: G1, country: DE, weight: 0.5}
        - {award_id: G1, country: FR, weight: 0.25}
        - {award_id: G1, country: null, weight: 0.25}
      country_groups:
        - {region: EU27, country_code: DE}
        - {region: EU27, country_code: FR}
        - {region: G7, country_code: DE}
    expect:
      - {award_id: G1, region: EU27, weight: 0.75}
      - {award_id: G1, region: G7, weight: 0.5}
      - {award_id: G1, region: null, weight: 0.25}
    arithmetic: EU27 = 0.5 + 0.25; Germany is in both groups of this example; a quarter is unassigned.
*/
select award_country_weights.award_id, country_groups.region, sum(award_country_weights.weight) as weight
from award_country_weights
left join country_groups on country_groups.country_code = award_country_weights.country
where country_groups.region is not null or award_country_weights.country is null
group by award_country_weights.award_id, country_groups.region
