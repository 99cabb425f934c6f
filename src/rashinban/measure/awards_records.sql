-- Each row is one award behind a number; `indicator` is the indicator's own query over the awards counted.
select
    indicator.award_id,
    awards.funder_award_id,
    awards.title,
    award_universe.year,
    award_universe.funder,
    award_universe.scheme,
    award_universe.amount,
    award_universe.currency,
    indicator.recipient,
    indicator.weight,
    indicator.value,
    indicator.weight * indicator.value as contribution
from indicator
inner join award_universe on award_universe.award_id = indicator.award_id
left join awards on awards.award_id = indicator.award_id
order by contribution desc nulls last, indicator.award_id nulls last, indicator.recipient nulls last
