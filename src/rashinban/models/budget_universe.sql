/*
title: One row per budget line, of tables that were loaded and of the definitions of programmes, with everything it can be sliced by
grain: [budget_line_id]
keys: [year, ministry, scheme, kind, status, currency]
columns:
  budget_line_id: [string, "the line; `programme:` begins those of definitions/programmes"]
  year: [int32, "fiscal year of the budget, April to March in Japan"]
  ministry: [string, "ministry or agency as printed; null where none, or several, are named"]
  scheme: [string, programme or project as printed]
  title: [string, the line as printed]
  kind: [string, "initial, supplementary, fund (paid into a fund that is spent over years) or request"]
  status: [string, planned or actual]
  currency: [string, ISO 4217 code]
  programme: [string, "id in definitions/programmes of the programme that is named; null where it is none of them"]
  is_part: [bool, "a programme above has a line of the same year, kind, status and currency, of the same ministry or of one that is not said: this money is in that line"]
  amount: [int64, "minor units of the currency, nominal"]
  source: [string, "what was published and where, in words"]
examples:
  - given:
      budget_lines:
        - {budget_line_id: B1, ministry: 内閣府, programme: SIP, title: "次世代農林水産業", fiscal_year: 2015, kind: initial, status: planned, amount: 30, currency: JPY, source: paper}
        - {budget_line_id: B2, ministry: 内閣府, programme: 社会課題, title: "ＳＩＰ第1期", fiscal_year: 2015, kind: initial, status: actual, amount: 28, currency: JPY}
        - {budget_line_id: B3, ministry: 経済産業省, title: SIP第1期, fiscal_year: 2016, kind: initial, status: planned, amount: 5, currency: JPY}
        - {budget_line_id: B4, ministry: 文部科学省, title: K Program, fiscal_year: 2021, kind: supplementary, status: actual, amount: 250, currency: JPY}
        - {budget_line_id: B5, ministry: 文部科学省, title: 施設整備, fiscal_year: 2021, kind: initial, status: planned, amount: 9, currency: JPY}
      programme_budgets:
        - {budget_line_id: "programme:sip/2015/initial/planned/JPY", programme: sip, fiscal_year: 2015, kind: initial, status: planned, amount: 50, currency: JPY, source: symposium}
        - {budget_line_id: "programme:sip/2016/initial/planned/JPY", programme: sip, fiscal_year: 2016, kind: initial, status: planned, amount: 50, currency: JPY, source: symposium}
        - {budget_line_id: "programme:k-program/2021/supplementary/actual/JPY", programme: k-program, fiscal_year: 2021, kind: supplementary, status: actual, amount: 250, currency: JPY, source: column}
      programme_names:
        - {name: sip, programme: sip}
        - {name: sip第1期, programme: sip-1}
        - {name: kprogram, programme: k-program}
      programme_ancestors:
        - {programme: sip, ancestor: sip}
        - {programme: sip-1, ancestor: sip-1}
        - {programme: sip-1, ancestor: sip}
        - {programme: k-program, ancestor: k-program}
    expect:
      - {budget_line_id: B1, year: 2015, ministry: 内閣府, scheme: SIP, title: "次世代農林水産業", kind: initial, status: planned, currency: JPY, programme: sip, is_part: false, amount: 30, source: paper}
      - {budget_line_id: B2, year: 2015, ministry: 内閣府, scheme: 社会課題, title: "ＳＩＰ第1期", kind: initial, status: actual, currency: JPY, programme: null, is_part: false, amount: 28, source: null}
      - {budget_line_id: B3, year: 2016, ministry: 経済産業省, scheme: null, title: SIP第1期, kind: initial, status: planned, currency: JPY, programme: sip-1, is_part: true, amount: 5, source: null}
      - {budget_line_id: B4, year: 2021, ministry: 文部科学省, scheme: null, title: K Program, kind: supplementary, status: actual, currency: JPY, programme: k-program, is_part: false, amount: 250, source: null}
      - {budget_line_id: B5, year: 2021, ministry: 文部科学省, scheme: null, title: 施設整備, kind: initial, status: planned, currency: JPY, programme: null, is_part: false, amount: 9, source: null}
      - {budget_line_id: "programme:sip/2016/initial/planned/JPY", year: 2016, ministry: null, scheme: sip, title: null, kind: initial, status: planned, currency: JPY, programme: sip, is_part: false, amount: 50, source: symposium}
    arithmetic: >
      SIP's line of 2015 and the K Program's of 2021 stand in loaded tables too: those of the definitions give way, and no
      money is there twice. B2 is written in fullwidth letters, which are not compared, so it names no programme; B3 does,
      and is within SIP's 50 of 2016, whose ministry is not said. B1 is SIP's own line and part of nothing.
*/
with named as (
    select
        budget_lines.*,
        coalesce(titles.programme, schemes.programme) as known
    from budget_lines
    left join programme_names as titles
        on titles.name
            = lower(replace(replace(replace(replace(budget_lines.title, '（', '('), '）', ')'), '　', ''), ' ', ''))
    left join programme_names as schemes
        on schemes.name
            = lower(replace(replace(replace(replace(budget_lines.programme, '（', '('), '）', ')'), '　', ''), ' ', ''))
),

-- What the definitions say gives way to a loaded line of the same programme, year, kind, status and currency.
covered as (
    select distinct programme_budgets.budget_line_id
    from programme_budgets
    inner join named
        on named.known = programme_budgets.programme
        and named.fiscal_year = programme_budgets.fiscal_year
        and named.kind = programme_budgets.kind
        and named.status = programme_budgets.status
        and named.currency = programme_budgets.currency
),

every_line as (
    select
        budget_line_id, fiscal_year as year, ministry, programme as scheme, title, kind, status, currency,
        known as programme, amount, source
    from named

    union all

    select
        programme_budgets.budget_line_id,
        programme_budgets.fiscal_year as year,
        programme_budgets.ministry,
        programme_budgets.programme as scheme,
        cast(null as varchar) as title,
        programme_budgets.kind,
        programme_budgets.status,
        programme_budgets.currency,
        programme_budgets.programme,
        programme_budgets.amount,
        programme_budgets.source
    from programme_budgets
    left join covered on covered.budget_line_id = programme_budgets.budget_line_id
    where covered.budget_line_id is null
),

parts as (
    select distinct lower_lines.budget_line_id
    from every_line as lower_lines
    inner join programme_ancestors on programme_ancestors.programme = lower_lines.programme
    inner join every_line as upper_lines
        on upper_lines.programme = programme_ancestors.ancestor
        and upper_lines.year = lower_lines.year
        and upper_lines.kind = lower_lines.kind
        and upper_lines.status = lower_lines.status
        and upper_lines.currency = lower_lines.currency
    where programme_ancestors.ancestor <> programme_ancestors.programme
        and coalesce(upper_lines.ministry = lower_lines.ministry, true)
)

select
    every_line.budget_line_id,
    every_line.year,
    every_line.ministry,
    every_line.scheme,
    every_line.title,
    every_line.kind,
    every_line.status,
    every_line.currency,
    every_line.programme,
    parts.budget_line_id is not null as is_part,
    every_line.amount,
    every_line.source
from every_line
left join parts on parts.budget_line_id = every_line.budget_line_id
