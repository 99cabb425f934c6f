/*
title: One row per award with everything it can be sliced by; an application whose project is not loaded is none
grain: [award_id]
keys: [award, year, funder, currency, scheme, funding_type, status, gender, career_stage]
columns:
  award_id: [string, the award]
  award: [string, "the award, as a key: to ask of some awards or to leave some out"]
  year: [int32, "fiscal year in which it starts, by the funder's calendar; where no fiscal year is given, the calendar year of its first day"]
  funder: [string, who gave it]
  currency: [string, "ISO 4217 code of its amount; null where no amount in a known currency is given"]
  scheme: [string, "programme or scheme in the funder's words"]
  funding_type: [string, "the provider's word: grant, fellowship, contract..."]
  status: [string, "the provider's word: granted, completed..."]
  gender: [string, "of the lead, in the provider's word; null where not declared, or where several leads differ"]
  career_stage: [string, "of the lead, in the provider's word; null where not declared, or where several leads differ"]
  amount: [int64, "whole amount in minor units of the currency, nominal; null where not known"]
  start_date: [date, first day]
  end_date: [date, last day]
examples:
  - given:
      awards:
        - {award_id: G1, funder_id: F1, start_date: 2020-02-01, end_date: 2023-03-31, start_fiscal_year: 2019, funder_scheme: CREST, funding_type: grant, status: granted}
        - {award_id: G2, start_date: 2021-07-01}
      award_year_amounts:
        - {award_id: G1, fiscal_year: 2019, currency: JPY, amount: 40}
        - {award_id: G1, fiscal_year: null, currency: JPY, amount: 2}
      award_members:
        - {award_id: G1, position: 1, role: principal_investigator, gender: 女性, career_stage: 若手}
        - {award_id: G1, position: 2, role: co_investigator, gender: 男性, career_stage: シニア}
    expect:
      - {award_id: G1, award: G1, year: 2019, funder: F1, currency: JPY, scheme: CREST, funding_type: grant, status: granted, gender: 女性, career_stage: 若手, amount: 42, start_date: 2020-02-01, end_date: 2023-03-31}
      - {award_id: G2, award: G2, year: 2021, funder: null, currency: null, scheme: null, funding_type: null, status: null, gender: null, career_stage: null, amount: null, start_date: 2021-07-01, end_date: null}
    arithmetic: >
      G1 begins in February 2020, which is in Japan's fiscal year 2019, as its record says; 40 + 2 = 42. Its lead declares a
      gender and a stage; those of others do not count. G2 says no fiscal year, no amount and no people.
  - given:
      awards:
        - {award_id: G3}
        - {award_id: G4}
        - {award_id: G5}
        - {award_id: G6}
      award_members:
        - {award_id: G3, position: 1, role: principal_investigator, gender: F, career_stage: early}
        - {award_id: G3, position: 2, role: principal_investigator, gender: M, career_stage: early}
        - {award_id: G4, position: 1, role: principal_investigator, gender: F}
        - {award_id: G4, position: 2, role: principal_investigator}
        - {award_id: G5, position: 1, role: fellow, gender: F, career_stage: postdoctoral}
        - {award_id: G5, position: 2, role: host, gender: M, career_stage: senior}
        - {award_id: G6, position: 1, role: fellow, gender: F}
        - {award_id: G6, position: 2, role: principal_investigator, gender: M}
    expect:
      - {award_id: G3, award: G3, year: null, funder: null, currency: null, scheme: null, funding_type: null, status: null, gender: null, career_stage: early, amount: null, start_date: null, end_date: null}
      - {award_id: G4, award: G4, year: null, funder: null, currency: null, scheme: null, funding_type: null, status: null, gender: null, career_stage: null, amount: null, start_date: null, end_date: null}
      - {award_id: G5, award: G5, year: null, funder: null, currency: null, scheme: null, funding_type: null, status: null, gender: F, career_stage: postdoctoral, amount: null, start_date: null, end_date: null}
      - {award_id: G6, award: G6, year: null, funder: null, currency: null, scheme: null, funding_type: null, status: null, gender: M, career_stage: null, amount: null, start_date: null, end_date: null}
    arithmetic: >
      G3 has two leads who differ in gender and not in stage. Of G4's two leads one declares nothing: the award has no gender.
      Without a principal investigator the fellow leads (G5), with one he or she does (G6).
  - given:
      awards:
        - {award_id: "nih:R01CA999001", funder_id: "fundref:100000002", funder_award_id: R01CA999001}
        - {award_id: "nih-appl:9000001", funder_id: "fundref:100000002"}
        - {award_id: "cordis-rcn:92257", funder_id: "fundref:501100000780"}
    expect:
      - {award_id: "nih:R01CA999001", award: "nih:R01CA999001", year: null, funder: "fundref:100000002", currency: null, scheme: null, funding_type: null, status: null, gender: null, career_stage: null, amount: null, start_date: null, end_date: null}
      - {award_id: "cordis-rcn:92257", award: "cordis-rcn:92257", year: null, funder: "fundref:501100000780", currency: null, scheme: null, funding_type: null, status: null, gender: null, career_stage: null, amount: null, start_date: null, end_date: null}
    arithmetic: >
      Of both projects the number alone is known, and each is one award. The third is an application: a year of some
      project of the NIH, or a part of it.
*/
with totals as (
    select award_id, min(currency) as currency, cast(sum(amount) as bigint) as amount
    from award_year_amounts
    group by award_id
),

-- The principal investigators of an award, where it has none its fellows.
leads as (
    select
        award_id,
        case when count(gender) = count(*) and min(gender) = max(gender) then min(gender) end as gender,
        case
            when count(career_stage) = count(*) and min(career_stage) = max(career_stage) then min(career_stage)
        end as career_stage,
        row_number() over (partition by award_id order by role desc nulls last) as place
    from award_members
    where role in ('principal_investigator', 'fellow')
    group by award_id, role
)

select
    awards.award_id,
    awards.award_id as award,
    coalesce(awards.start_fiscal_year, cast(year(awards.start_date) as integer)) as year,
    awards.funder_id as funder,
    totals.currency,
    awards.funder_scheme as scheme,
    awards.funding_type,
    awards.status,
    leads.gender,
    leads.career_stage,
    totals.amount,
    awards.start_date,
    awards.end_date
from awards
left join totals on totals.award_id = awards.award_id
left join leads on leads.award_id = awards.award_id and leads.place = 1
-- NIH gives each year of a project, and each subproject, an application of its own: a part of an award, which the
-- table of projects joins to it. Without that table the application is no award, and of which one it is is not known.
where not starts_with(awards.award_id, 'nih-appl:')
