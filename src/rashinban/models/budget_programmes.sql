/*
title: The programmes of every budget line
grain: [budget_line_id, programme]
axis: programme
keys: [programme]
columns:
  budget_line_id: [string, the line]
  programme: [string, "id in definitions/programmes, at every level of the tree up to a programme with a line of its own; null where the line names none of them"]
  weight: [double, "always 1: a line is whole in its programme and in each programme above, so levels do not add up"]
examples:
  - given:
      budget_universe:
        - {budget_line_id: B1, year: 2015, ministry: 内閣府, kind: initial, status: planned, currency: JPY, programme: sip}
        - {budget_line_id: B2, year: 2015, kind: initial, status: planned, currency: JPY, programme: sip-1}
        - {budget_line_id: B3, year: 2015, kind: initial, status: actual, currency: JPY, programme: sip-1}
        - {budget_line_id: B4, year: 2015, ministry: 文部科学省, kind: initial, status: planned, currency: JPY, programme: sip-1}
        - {budget_line_id: B5, year: 2015, ministry: 文部科学省, kind: initial, status: planned, currency: JPY, programme: null}
      programme_ancestors:
        - {programme: sip, ancestor: sip}
        - {programme: sip-1, ancestor: sip-1}
        - {programme: sip-1, ancestor: sip}
    expect:
      - {budget_line_id: B1, programme: sip, weight: 1.0}
      - {budget_line_id: B2, programme: sip-1, weight: 1.0}
      - {budget_line_id: B3, programme: sip-1, weight: 1.0}
      - {budget_line_id: B3, programme: sip, weight: 1.0}
      - {budget_line_id: B4, programme: sip-1, weight: 1.0}
      - {budget_line_id: B4, programme: sip, weight: 1.0}
      - {budget_line_id: B5, programme: null, weight: 1.0}
    arithmetic: >
      B2 is in SIP's line B1 already and is not added to SIP again. SIP has no actual line, so that B3 stands for it; B4 is
      another ministry's money than B1. B5 names no programme that is known.
*/
with closed as (
    select distinct lower_lines.budget_line_id, further.ancestor as programme
    from budget_universe as lower_lines
    inner join programme_ancestors on programme_ancestors.programme = lower_lines.programme
    inner join budget_universe as upper_lines
        on upper_lines.programme = programme_ancestors.ancestor
        and upper_lines.year = lower_lines.year
        and upper_lines.kind = lower_lines.kind
        and upper_lines.status = lower_lines.status
        and upper_lines.currency = lower_lines.currency
    inner join programme_ancestors as further on further.programme = programme_ancestors.ancestor
    where programme_ancestors.ancestor <> programme_ancestors.programme
        and coalesce(upper_lines.ministry = lower_lines.ministry, true)
)

select budget_universe.budget_line_id, programme_ancestors.ancestor as programme, 1e0 as weight
from budget_universe
inner join programme_ancestors on programme_ancestors.programme = budget_universe.programme
left join closed
    on closed.budget_line_id = budget_universe.budget_line_id
    and closed.programme = programme_ancestors.ancestor
where closed.budget_line_id is null

union all

select budget_line_id, cast(null as varchar) as programme, 1e0 as weight
from budget_universe
where programme is null
