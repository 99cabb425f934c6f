/*
title: {en: Proportion of awards with people of another programme, ja: 他のプログラムの課題をもつ研究者が参加する課題の割合}
unit: {en: share of the awards, ja: 課題に占める割合}
display: share
record: awards
kind: mean
requires: [other]
definition:
  en: >-
    Share of the unit's awards of which at least one identified person also takes part in an award of another programme
    (other) whose period overlaps, or follows or precedes it within a year. Records of one project are not counted as two.
  ja: >-
    当該単位の課題のうち、IDの分かる参加者の少なくとも一人が、他のプログラム（other）の課題にも参加しているものの割合。実施期間が重なるか、一方の終了から1年以内に他方が始まる課題どうしを見る。同じ研究課題の年度別・継続の記録は一つとみなし、重複としない。
formula:
  en: "sum of w over awards that share a person with an award of the other programme / sum of w over awards with an identified person"
  ja: "参加者を共有する課題の w の和 ÷ IDの分かる参加者がいる課題の w の和"
interval: stability
parameters: {other: null}
limits:
  - en: "Descriptive: to work in two programmes at once is allowed and often wanted. It says nothing of duplication or of effort spent twice."
    ja: "記述的な値である。複数のプログラムへの参加は認められ、望ましいことも多い。重複や過度の集中を意味しない。"
  - en: "Only people with an id (researcher id, ORCID, e-Rad number) are compared: a person known by name alone is never found in another programme. Awards without any are not observed."
    ja: "研究者ID・ORCID・e-Rad番号などのある人だけを比べる。氏名だけの人は照合しない。IDのある人が一人もいない課題は「観測なし」とする。"
  - en: "Where no award of the other programme has an identified person, nothing is observed. Pairs whose period is not known are counted."
    ja: "他のプログラムの課題にIDのある人がまったくいなければ「観測なし」とする。期間の分からない課題の組は数える。"
cites:
  - "Guideline on the proper execution of competitive research funds (競争的研究費の適正な執行に関する指針): unreasonable duplication and excessive concentration are judged by people who read both proposals (www8.cao.go.jp/cstp/compefund/)"
examples:
  - given:
      counted:
        - {slice: "", unit: I1, award_id: G1, weight: 0.5}
        - {slice: "", unit: I1, award_id: G2, weight: 1.0}
        - {slice: "", unit: I1, award_id: G3, weight: 1.0}
        - {slice: "", unit: I1, award_id: G4, weight: 1.0}
      award_people:
        - {award_id: G1, person: P1}
        - {award_id: G2, person: P2}
        - {award_id: G4, person: P4}
        - {award_id: X1, person: P1}
      award_programmes:
        - {award_id: X1, programme: sip, weight: 1.0}
        - {award_id: X2, programme: sip, weight: 1.0}
        - {award_id: Y1, programme: crest, weight: 1.0}
      award_overlaps:
        - {award_id: G1, other_award_id: X1, basis: people, people: 1, timing: overlap}
        - {award_id: G2, other_award_id: Y1, basis: people, people: 1, timing: overlap}
        - {award_id: G3, other_award_id: X2, basis: text, people: 0, similarity: 0.6, timing: overlap}
        - {award_id: G4, other_award_id: X2, basis: text, people: 0, similarity: 0.6, timing: overlap}
    parameters: {other: sip}
    expect:
      - {slice: "", unit: I1, award_id: G1, weight: 0.5, value: 1.0}
      - {slice: "", unit: I1, award_id: G2, weight: 1.0, value: 0.0}
      - {slice: "", unit: I1, award_id: G3, weight: 1.0, value: null}
      - {slice: "", unit: I1, award_id: G4, weight: 1.0, value: 0.0}
    arithmetic: >
      0.5 / (0.5 + 1 + 1) = 0.2. G2 shares a person with CREST alone; of G3 nobody is identified, so it is not in the sum;
      G4 is like X2 in words only.
  - given:
      counted:
        - {slice: "", unit: I1, award_id: G1, weight: 1.0}
      award_people:
        - {award_id: G1, person: P1}
      award_programmes:
        - {award_id: X2, programme: sip, weight: 1.0}
    parameters: {other: sip}
    expect:
      - {slice: "", unit: I1, award_id: G1, weight: 1.0, value: null}
    arithmetic: Nobody of the other programme is identified, so that nobody could be found there.
*/
with others as (
    select distinct award_id
    from award_programmes
    where programme = $other
),

sharing as (
    select distinct award_overlaps.award_id
    from award_overlaps
    inner join others on others.award_id = award_overlaps.other_award_id
    where award_overlaps.basis <> 'text'
),

identified as (
    select distinct award_id
    from award_people
),

-- One row where anybody of the other programme is identified, else none.
comparable as (
    select max(others.award_id) as award_id
    from others
    inner join award_people on award_people.award_id = others.award_id
    having count(*) > 0
)

select
    counted.slice,
    counted.unit,
    counted.award_id,
    counted.weight,
    case
        when identified.award_id is null or comparable.award_id is null then null
        when sharing.award_id is null then 0e0
        else 1e0
    end as value
from counted
left join identified on identified.award_id = counted.award_id
left join comparable on true
left join sharing on sharing.award_id = counted.award_id
