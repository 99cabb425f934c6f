-- Each row is one group of applications behind a number; `indicator` is the indicator's own query over the groups counted.
select
    indicator.application_id,
    application_universe.year,
    application_universe.funder,
    application_universe.scheme,
    application_universe.breakdown,
    application_universe.institution,
    application_universe.gender,
    application_universe.career_stage,
    application_universe.applied,
    application_universe.awarded,
    applications.source,
    indicator.weight,
    indicator.value,
    indicator.weight * indicator.value as contribution
from indicator
inner join application_universe on application_universe.application_id = indicator.application_id
left join applications on applications.application_id = indicator.application_id
order by application_universe.applied desc nulls last, indicator.application_id nulls last
