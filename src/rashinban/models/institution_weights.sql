/*
title: Fractional weight of every institution and country in every work (CWTS)
grain: [work_id, institution, country]
axis: contributor
keys: [institution, country]
columns:
  work_id: [string, the work]
  institution: [string, OpenAlex institution id; null where the affiliation is missing or not resolved]
  country: [string, ISO 3166-1 alpha-2 code; null where not known]
  weight: [double, "share of the work, 0 to 1; the weights of one work sum to 1"]
cites:
  - "CWTS Leiden Ranking Open Edition, calc_leiden_ranking_open_edition.sql (github.com/CWTSLeiden/CWTS-Leiden-Ranking-Open-Edition)"
  - "PathOS Open Science Indicator Handbook, collaboration (github.com/PathOS-project/indicator_handbook)"
examples:
  - given:
      works: [{work_id: W1}]
      authorships:
        - {work_id: W1, author_position: 1, author_id: A1}
        - {work_id: W1, author_position: 2, author_id: A2}
        - {work_id: W1, author_position: 3, author_id: A3}
      affiliations:
        - {work_id: W1, author_position: 1, affiliation_position: 1, institution_position: 1, institution_id: I1, country_code: JP}
        - {work_id: W1, author_position: 2, affiliation_position: 1, institution_position: 1, institution_id: I1, country_code: JP}
        - {work_id: W1, author_position: 3, affiliation_position: 1, institution_position: 1, institution_id: I1, country_code: JP}
        - {work_id: W1, author_position: 3, affiliation_position: 2, institution_position: 1, institution_id: I2, country_code: FR}
    expect:
      - {work_id: W1, institution: I1, country: JP, weight: 0.8333333333333334}
      - {work_id: W1, institution: I2, country: FR, weight: 0.16666666666666666}
    arithmetic: >
      Three authors, two at I1 only, the third at I1 and I2. I1 = 1/3 + 1/3 + 1/3 x 1/2 = 5/6; I2 = 1/3 x 1/2 = 1/6.
  - given:
      works: [{work_id: W1}, {work_id: W2}]
      authorships:
        - {work_id: W1, author_position: 1}
        - {work_id: W1, author_position: 2}
      affiliations:
        - {work_id: W1, author_position: 1, affiliation_position: 1, institution_position: 1, institution_id: I1}
        - {work_id: W1, author_position: 1, affiliation_position: 1, institution_position: 2, institution_id: I2, country_code: DE}
        - {work_id: W1, author_position: 1, affiliation_position: 2, institution_position: 1, country_code: DE}
      institutions:
        - {institution_id: I1, country_code: JP}
    expect:
      - {work_id: W1, institution: I1, country: JP, weight: 0.125}
      - {work_id: W1, institution: I2, country: DE, weight: 0.125}
      - {work_id: W1, institution: null, country: DE, weight: 0.25}
      - {work_id: W1, institution: null, country: null, weight: 0.5}
      - {work_id: W2, institution: null, country: null, weight: 1.0}
    arithmetic: >
      W1 has two authors. Author 1 has two affiliations: the first names I1 and I2, so each gets 1/2 x 1/2 x 1/2 = 1/8;
      the second is an address in Germany without institution, 1/2 x 1/2 = 1/4. Author 2 has no affiliation: 1/2 stays
      unassigned. I1's country comes from its own record. W2 has no author: all of it stays unassigned. Both sum to 1.
*/
with authors_of_work as (
    select work_id, count(*) as authors
    from authorships
    group by work_id
),

-- Every affiliation has a first institution, so those are counted; most authors have one and are left out.
affiliations_of_author as (
    select work_id, author_position, count(*) as affiliations
    from affiliations
    where institution_position = 1
    group by work_id, author_position
    having count(*) > 1
),

-- Likewise the further institutions of an affiliation, and its first.
institutions_of_affiliation as (
    select work_id, author_position, affiliation_position, count(*) + 1 as institutions
    from affiliations
    where institution_position > 1
    group by work_id, author_position, affiliation_position
),

credited as (
    select
        affiliations.work_id,
        affiliations.institution_id as institution,
        coalesce(institutions.country_code, affiliations.country_code) as country,
        1e0 / authors_of_work.authors
            / coalesce(affiliations_of_author.affiliations, 1)
            / coalesce(institutions_of_affiliation.institutions, 1) as weight
    from affiliations
    inner join authors_of_work on authors_of_work.work_id = affiliations.work_id
    left join affiliations_of_author
        on affiliations_of_author.work_id = affiliations.work_id
        and affiliations_of_author.author_position = affiliations.author_position
    left join institutions_of_affiliation
        on institutions_of_affiliation.work_id = affiliations.work_id
        and institutions_of_affiliation.author_position = affiliations.author_position
        and institutions_of_affiliation.affiliation_position = affiliations.affiliation_position
    left join institutions on institutions.institution_id = affiliations.institution_id
),

assigned as (
    select work_id, institution, country, sum(weight) as weight
    from credited
    where institution is not null or country is not null
    group by work_id, institution, country
),

assigned_of_work as (
    select work_id, sum(weight) as weight
    from assigned
    group by work_id
)

select work_id, institution, country, weight
from assigned

union all

-- What is left of a work: authors without affiliation, addresses of which nothing is known, works without authors.
select
    works.work_id,
    null as institution,
    null as country,
    1e0 - coalesce(assigned_of_work.weight, 0e0) as weight
from works
left join assigned_of_work on assigned_of_work.work_id = works.work_id
where coalesce(assigned_of_work.weight, 0e0) < 1e0 - 1e-9
