/*
title: Share of every institution and country in every award
grain: [award_id, institution, country]
axis: contributor
keys: [institution, country]
columns:
  award_id: [string, the award]
  institution: [string, "institution that takes part; null where it is named without an id, or not named"]
  country: [string, ISO 3166-1 alpha-2 code; null where not known]
  weight: [double, "share of the award, 0 to 1; the weights of one award sum to 1"]
examples:
  - given:
      awards: [{award_id: G1}, {award_id: G2}, {award_id: G3, institution_id: I3}, {award_id: G4}, {award_id: G5}]
      award_universe:
        - {award_id: G1, amount: 100, currency: EUR}
        - {award_id: G2}
        - {award_id: G3}
        - {award_id: G4}
        - {award_id: G5, amount: 100, currency: EUR}
      award_institutions:
        - {award_id: G1, position: 1, institution_id: I1, country_code: DE, amount: 60, currency: EUR}
        - {award_id: G1, position: 2, institution_id: I2, country_code: FR, amount: 40, currency: EUR}
        - {award_id: G1, position: 3, institution_name: Partner, country_code: CH}
        - {award_id: G2, position: 1, institution_id: I1}
        - {award_id: G2, position: 2, institution_id: I1}
        - {award_id: G2, position: 3, institution_name: A company}
        - {award_id: G5, position: 1, institution_id: I1, amount: 60, currency: EUR}
        - {award_id: G5, position: 2, institution_id: I2, country_code: FR}
      institutions:
        - {institution_id: I1, country_code: DE}
        - {institution_id: I3, country_code: JP}
    expect:
      - {award_id: G1, institution: I1, country: DE, weight: 0.6}
      - {award_id: G1, institution: I2, country: FR, weight: 0.4}
      - {award_id: G1, institution: null, country: CH, weight: 0.0}
      - {award_id: G2, institution: I1, country: DE, weight: 0.5}
      - {award_id: G2, institution: null, country: null, weight: 0.5}
      - {award_id: G3, institution: I3, country: JP, weight: 1.0}
      - {award_id: G4, institution: null, country: null, weight: 1.0}
      - {award_id: G5, institution: I1, country: DE, weight: 0.5}
      - {award_id: G5, institution: I2, country: FR, weight: 0.5}
    arithmetic: >
      G1 says what each gets: 60/100 and 40/100, and that is the whole, so nothing is left for the partner. G2 has two
      participants, I1 listed twice: 1/2 each. G3 lists nobody: the leader's institution has it. G4 names nobody. G5 says
      the share of one of two and 40 are left: equal parts, not a guess.
*/
with participants as (
    select
        award_institutions.award_id,
        award_institutions.institution_id as institution,
        case when award_institutions.institution_id is null then award_institutions.institution_name end as name,
        max(coalesce(institutions.country_code, award_institutions.country_code)) as country,
        sum(case when award_institutions.currency = award_universe.currency then award_institutions.amount end) as amount
    from award_institutions
    left join institutions on institutions.institution_id = award_institutions.institution_id
    left join award_universe on award_universe.award_id = award_institutions.award_id
    group by
        award_institutions.award_id,
        award_institutions.institution_id,
        case when award_institutions.institution_id is null then award_institutions.institution_name end
),

-- Shares are those of the money where all of it is told, else equal parts.
shared as (
    select
        participants.award_id,
        count(*) as participants,
        sum(participants.amount) as amount,
        min(participants.amount) >= 0
            and sum(participants.amount) > 0
            and (
                count(participants.amount) = count(*)
                or sum(participants.amount) >= max(award_universe.amount)
            ) as is_told
    from participants
    left join award_universe on award_universe.award_id = participants.award_id
    group by participants.award_id
)

select
    participants.award_id,
    participants.institution,
    participants.country,
    sum(
        case
            when shared.is_told then coalesce(participants.amount, 0) * 1e0 / shared.amount
            else 1e0 / shared.participants
        end
    ) as weight
from participants
inner join shared on shared.award_id = participants.award_id
group by participants.award_id, participants.institution, participants.country

union all

select
    awards.award_id,
    awards.institution_id as institution,
    institutions.country_code as country,
    1e0 as weight
from awards
left join shared on shared.award_id = awards.award_id
left join institutions on institutions.institution_id = awards.institution_id
where shared.award_id is null
