/*
title: {en: Patents of awards, ja: 課題から出た特許の数}
unit: {en: patents, ja: 件}
display: number
record: awards
kind: sum
reads_keys: [lag, confidence]
requires: [date]
counting: [fractional]
definition:
  en: >-
    Patents of the unit's awards: those that the award's record, or a list that the funder publishes, names. An output that several awards have is divided equally among them, so that no
    total counts it twice. With confidence, those whose link is so sure. With lag, those of the calendar year that is lag years after the year in which the award starts;
    a lag whose year had not ended on the day asked about (date) is not observed.
  ja: >-
    当該単位の課題の特許の数。課題の記録、または配分機関が公表する一覧に挙げられた特許を数える。複数の課題の成果は課題数で均等に按分し、合計で二重に数えない。confidenceを付けると、その確からしさで結び付いた成果だけを数える。lagを付けると、課題の開始年度からlag年後の暦年の成果を数える。指定日（date）までに終わっていない年は「観測なし」とする。
formula:
  en: "sum over the awards of w x sum over their outputs of 1 / (awards that have the output)"
  ja: "課題の w ×（成果ごとの 1 ÷ その成果をもつ課題数）の和"
interval: none
parameters: {date: null}
limits:
  - en: "Each publication number is a patent: an application and its grant are two, families are not joined."
    ja: "公報番号ごとに数える。同じ出願の公開公報と登録公報は2件になり、ファミリーはまとめていない。"
  - en: "Awards without such an output, of funders none of whose awards has one in the data, are not observed, not 0."
    ja: "その種の成果がデータに一件もない配分機関の課題は、自らも成果がなければ、0ではなく「観測なし」とする。"
  - en: "Descriptive, not causal: that an output came under an award does not say that it would not have come without."
    ja: "記述であり因果ではない。課題の下で出た成果が、課題がなければ出なかったとは言えない。"
  - en: "Years of outputs are calendar years, starts are fiscal years: lag 0 of Japan is April to December."
    ja: "成果は暦年、課題の開始は年度である。日本では lag 0 は4月から12月に当たる。"
cites:
  - "NIH ExPORTER, patents (reporter.nih.gov/exporter)"
examples:
  - given:
      counted:
        - {slice: "2", unit: I1, award_id: G1, weight: 1.0, lag: 2}
        - {slice: "4", unit: I1, award_id: G1, weight: 1.0, lag: 4}
        - {slice: "5", unit: I1, award_id: G1, weight: 1.0, lag: 5}
        - {slice: "2", unit: I1, award_id: G2, weight: 1.0, lag: 2}
        - {slice: "2", unit: I1, award_id: G3, weight: 1.0, lag: 2}
      award_universe:
        - {award_id: G1, funder: F1, year: 2019}
        - {award_id: G2, funder: F1}
        - {award_id: G3, funder: F2, year: 2019}
      listing_funders: [{funder: F1, kind: patent}, {funder: F2, kind: other}]
      award_output_counts:
        - {award_id: G1, kind: patent, lag: 2, confidence: exact-id, outputs: 2, parts: 1.5}
        - {award_id: G1, kind: patent, lag: null, confidence: exact-id, outputs: 1, parts: 1.0}
        - {award_id: G1, kind: other, lag: 2, outputs: 9, parts: 9.0}
        - {award_id: G2, kind: patent, lag: null, outputs: 3, parts: 3.0}
    parameters: {date: "2023-12-31"}
    expect:
      - {slice: "2", unit: I1, award_id: G1, weight: 1.0, value: 1.5}
      - {slice: "4", unit: I1, award_id: G1, weight: 1.0, value: 0.0}
      - {slice: "5", unit: I1, award_id: G1, weight: 1.0, value: null}
      - {slice: "2", unit: I1, award_id: G2, weight: 1.0, value: null}
      - {slice: "2", unit: I1, award_id: G3, weight: 1.0, value: null}
    arithmetic: >
      G1, of 2019: 1.5 in 2021, none in 2023, whose last day is the day asked about; 2024 is not seen yet. G2's start is not
      known, and of F2 nobody lists anything.
  - given:
      counted:
        - {slice: "", unit: I1, award_id: G1, weight: 0.5}
        - {slice: "", unit: I1, award_id: G2, weight: 1.0}
        - {slice: "", unit: I1, award_id: G4, weight: 1.0}
        - {slice: "", unit: I1, award_id: G5, weight: 1.0}
        - {slice: "inferred", unit: I1, award_id: G1, weight: 1.0, confidence: inferred}
        - {slice: "number-in-text", unit: I1, award_id: G1, weight: 1.0, confidence: number-in-text}
      award_universe:
        - {award_id: G1, funder: F1, year: 2019}
        - {award_id: G2, funder: F1}
        - {award_id: G4, funder: F1, year: 2025}
        - {award_id: G5, year: 2020}
      listing_funders: [{funder: F1, kind: patent}, {funder: F2, kind: other}]
      award_output_counts:
        - {award_id: G1, kind: patent, lag: 2, confidence: exact-id, outputs: 1, parts: 0.5}
        - {award_id: G1, kind: patent, lag: 2, confidence: inferred, outputs: 1, parts: 1.0}
        - {award_id: G1, kind: patent, lag: null, confidence: exact-id, outputs: 1, parts: 1.0}
        - {award_id: G1, kind: patent, lag: 5, confidence: exact-id, outputs: 1, parts: 1.0}
        - {award_id: G5, kind: patent, lag: 1, confidence: exact-id, outputs: 2, parts: 2.0}
    parameters: {date: "2023-12-31"}
    expect:
      - {slice: "", unit: I1, award_id: G1, weight: 0.5, value: 2.5}
      - {slice: "", unit: I1, award_id: G2, weight: 1.0, value: 0.0}
      - {slice: "", unit: I1, award_id: G4, weight: 1.0, value: null}
      - {slice: "", unit: I1, award_id: G5, weight: 1.0, value: 2.0}
      - {slice: "inferred", unit: I1, award_id: G1, weight: 1.0, value: 1.0}
      - {slice: "number-in-text", unit: I1, award_id: G1, weight: 1.0, value: 0.0}
    arithmetic: >
      Without lag: what came up to the end of 2023, and what has no year; 0.5 x (1.5 + 1) = 1.25. What is dated 2024 is later
      than the day asked about. G4 had not begun. Who gave G5 is not known, what it lists is. Asked by confidence, G1 has one output that a provider matched, and none
      whose number was read in a text.
*/
-- The last calendar year that had ended on the day asked about.
with seen as (
    select case
        when month(cast($date as date)) = 12 and day(cast($date as date)) = 31 then year(cast($date as date))
        else year(cast($date as date)) - 1
    end as last_year
),

-- By the sureness of their links where the question asks by it, else of all links together.
asked as (
    select distinct award_id, confidence
    from counted
),

told as (
    select
        asked.award_id,
        asked.confidence,
        award_output_counts.lag,
        sum(award_output_counts.parts) as parts
    from award_output_counts
    inner join asked on asked.award_id = award_output_counts.award_id
    where award_output_counts.kind = 'patent'
        and (asked.confidence is null or asked.confidence = award_output_counts.confidence)
    group by asked.award_id, asked.confidence, award_output_counts.lag
),

arrived as (
    select told.award_id, told.confidence, sum(told.parts) as parts
    from told
    inner join award_universe on award_universe.award_id = told.award_id
    cross join seen
    where told.lag is null or award_universe.year + told.lag <= seen.last_year
    group by told.award_id, told.confidence
)

select
    counted.slice,
    counted.unit,
    counted.award_id,
    counted.weight,
    case
        when listing_funders.funder is null and arrived.award_id is null then null
        when counted.lag is null and award_universe.year > seen.last_year then null
        when counted.lag is null then coalesce(arrived.parts, 0e0)
        when award_universe.year + counted.lag <= seen.last_year then coalesce(dated.parts, 0e0)
    end as value
from counted
cross join seen
inner join award_universe on award_universe.award_id = counted.award_id
left join listing_funders
    on listing_funders.funder = award_universe.funder
        and listing_funders.kind = 'patent'
left join told as dated
    on dated.award_id = counted.award_id
        and dated.lag = counted.lag
        and dated.confidence is not distinct from counted.confidence
left join arrived
    on arrived.award_id = counted.award_id
        and arrived.confidence is not distinct from counted.confidence
