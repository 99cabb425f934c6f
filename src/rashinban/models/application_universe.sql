/*
title: One row per group of applications with everything it can be sliced by
grain: [application_id]
keys: [year, funder, scheme, breakdown, institution, gender, career_stage]
columns:
  application_id: [string, the group of applications]
  year: [int32, "fiscal year of the call, by the funder's calendar"]
  funder: [string, to whom they were sent]
  scheme: [string, "programme or category as printed"]
  breakdown: [string, "by what the table tells its groups apart: whole (by nothing), institution, gender, career_stage, or several of them with + between. Groups of two breakdowns are the same applications and are never added"]
  institution: [string, "the applicants' institution, by its id, else as printed; null where not told apart"]
  gender: [string, "the applicants' gender in the provider's word; null where not told apart"]
  career_stage: [string, "the applicants' career stage in the provider's word; null where not told apart"]
  programme: [string, "id in definitions/programmes of the programme that is named; null where it is none of them"]
  is_part: [bool, "a programme above has a group of the same funder, year, institution, gender and career stage: these applications are among its own"]
  applied: [int64, "applications; null where not given"]
  awarded: [int64, "of these, awarded; null where not given"]
examples:
  - given:
      applications:
        - {application_id: A1, funder_id: F1, programme: "基盤研究（S）", fiscal_year: 2023, applied: 600, awarded: 80}
        - {application_id: A2, funder_id: F1, programme: KAKENHI, fiscal_year: 2023, applied: 1000, awarded: 250}
        - {application_id: A3, funder_id: F1, programme: 基盤研究 (S), fiscal_year: 2023, gender: 女性, applied: 100, awarded: 15}
        - {application_id: A4, programme: X, fiscal_year: 2023, institution_name: 例大学, gender: 女性, applied: 3}
        - {application_id: A5, funder_id: F2, programme: 基盤研究(S), fiscal_year: 2023, institution_id: I1, institution_name: 例大学}
      programme_names:
        - {name: 基盤研究(s), programme: kakenhi-s}
        - {name: kakenhi, programme: kakenhi}
      programme_ancestors:
        - {programme: kakenhi, ancestor: kakenhi}
        - {programme: kakenhi-s, ancestor: kakenhi-s}
        - {programme: kakenhi-s, ancestor: kakenhi}
    expect:
      - {application_id: A1, year: 2023, funder: F1, scheme: "基盤研究（S）", breakdown: whole, institution: null, gender: null, career_stage: null, programme: kakenhi-s, is_part: true, applied: 600, awarded: 80}
      - {application_id: A2, year: 2023, funder: F1, scheme: KAKENHI, breakdown: whole, institution: null, gender: null, career_stage: null, programme: kakenhi, is_part: false, applied: 1000, awarded: 250}
      - {application_id: A3, year: 2023, funder: F1, scheme: 基盤研究 (S), breakdown: gender, institution: null, gender: 女性, career_stage: null, programme: kakenhi-s, is_part: false, applied: 100, awarded: 15}
      - {application_id: A4, year: 2023, funder: null, scheme: X, breakdown: institution+gender, institution: 例大学, gender: 女性, career_stage: null, programme: null, is_part: false, applied: 3, awarded: null}
      - {application_id: A5, year: 2023, funder: F2, scheme: 基盤研究(S), breakdown: institution, institution: I1, gender: null, career_stage: null, programme: kakenhi-s, is_part: false, applied: null, awarded: null}
    arithmetic: >
      The 600 of A1 are among the 1,000 of A2, which is the programme above in the same year. A3 is told apart by gender, and
      nothing above is; A5 was sent to another funder. Width and blanks of a programme's name do not matter.
*/
with groups as (
    select
        applications.application_id,
        applications.fiscal_year,
        applications.funder_id,
        applications.programme as scheme,
        coalesce(applications.institution_id, applications.institution_name) as institution,
        applications.gender,
        applications.career_stage,
        case when coalesce(applications.institution_id, applications.institution_name) is null then '' else '+institution' end
            || case when applications.gender is null then '' else '+gender' end
            || case when applications.career_stage is null then '' else '+career_stage' end as told_by,
        programme_names.programme,
        applications.applied,
        applications.awarded
    from applications
    left join programme_names
        on programme_names.name
            = lower(replace(replace(replace(replace(applications.programme, '（', '('), '）', ')'), '　', ''), ' ', ''))
),

-- Texts that stand for what has to be equal in two groups, so that both engines join by equality.
cells as (
    select
        application_id,
        programme,
        cast(fiscal_year as varchar)
            || '|' || coalesce(funder_id, '')
            || '|' || coalesce(institution, '')
            || '|' || coalesce(gender, '')
            || '|' || coalesce(career_stage, '') as cell
    from groups
    where programme is not null
),

parts as (
    select distinct lower_groups.application_id
    from cells as lower_groups
    inner join programme_ancestors on programme_ancestors.programme = lower_groups.programme
    inner join cells as upper_groups
        on upper_groups.cell = lower_groups.cell
        and upper_groups.programme = programme_ancestors.ancestor
    where programme_ancestors.ancestor <> programme_ancestors.programme
)

select
    groups.application_id,
    groups.fiscal_year as year,
    groups.funder_id as funder,
    groups.scheme,
    case when groups.told_by = '' then 'whole' else substr(groups.told_by, 2) end as breakdown,
    groups.institution,
    groups.gender,
    groups.career_stage,
    groups.programme,
    parts.application_id is not null as is_part,
    cast(groups.applied as bigint) as applied,
    cast(groups.awarded as bigint) as awarded
from groups
left join parts on parts.application_id = groups.application_id
