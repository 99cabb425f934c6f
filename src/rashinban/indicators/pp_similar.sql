/*
title: {en: Proportion of awards like one of another programme, ja: 他のプログラムの課題と似た課題の割合}
unit: {en: share of the awards, ja: 課題に占める割合}
display: share
record: awards
kind: mean
requires: [other]
definition:
  en: >-
    Share of the unit's awards whose titles and summaries are alike to those of an award of another programme (other) whose
    period overlaps, or follows or precedes it within a year. Alike: cosine of the TF-IDF weights at least 0.35 (words) or
    0.30 (pairs of characters: Japanese), among the ten most alike awards of either. Records of one project are not counted as two.
  ja: >-
    当該単位の課題のうち、課題名・概要が他のプログラム（other）の課題と似ているものの割合。実施期間が重なるか、一方の終了から1年以内に他方が始まる課題どうしを見る。TF-IDFによるコサイン類似度が単語で0.35以上、日本語などの文字2連で0.30以上で、どちらかの課題から見て最も似た10件に入る場合を「似ている」とする。同じ研究課題の年度別・継続の記録は一つとみなし、重複としない。
formula:
  en: "sum of w over awards like an award of the other programme / sum of w over awards whose text was compared"
  ja: "似た課題のある課題の w の和 ÷ 文章を比べた課題の w の和"
interval: stability
parameters: {other: null}
limits:
  - en: "Descriptive: to be alike in words is not duplication. Projects of one community use its words; read both before saying more."
    ja: "記述的な値である。文章が似ていることは重複を意味しない。同じ分野の課題は同じ用語を使う。判断の前に両方を読むこと。"
  - en: "Awards without a title and summary of enough words, and those beyond the newest 300,000, are not compared and not observed. Short titles are alike by chance more easily, and texts in two languages not at all."
    ja: "題名・概要の語数が足りない課題と、開始の新しい順に30万件を超える課題は比べず、「観測なし」とする。短い題名は偶然似やすく、言語の異なる文章どうしは比べられない。"
  - en: "Each award has ten neighbours at most, of all programmes: in a field with many awards the likeness to a small programme can be crowded out."
    ja: "各課題につき、すべてのプログラムを通じて最も似た10件だけを見る。課題の多い分野では、小さなプログラムとの類似が漏れることがある。"
cites:
  - "Salton G., Buckley C. (1988): Term-weighting approaches in automatic text retrieval (doi.org/10.1016/0306-4573(88)90021-0)"
examples:
  - given:
      counted:
        - {slice: "", unit: I1, award_id: G1, weight: 0.5}
        - {slice: "", unit: I1, award_id: G2, weight: 1.0}
        - {slice: "", unit: I1, award_id: G3, weight: 1.0}
      award_projects:
        - {award_id: G1, project_id: G1, is_compared: true}
        - {award_id: G2, project_id: G2, is_compared: true}
        - {award_id: G3, project_id: G3, is_compared: false}
        - {award_id: X1, project_id: X1, is_compared: true}
      award_programmes:
        - {award_id: X1, programme: sip, weight: 1.0}
      award_overlaps:
        - {award_id: G1, other_award_id: X1, basis: both, people: 1, similarity: 0.4, timing: follow}
        - {award_id: G2, other_award_id: X1, basis: people, people: 1, timing: overlap}
    parameters: {other: sip}
    expect:
      - {slice: "", unit: I1, award_id: G1, weight: 0.5, value: 1.0}
      - {slice: "", unit: I1, award_id: G2, weight: 1.0, value: 0.0}
      - {slice: "", unit: I1, award_id: G3, weight: 1.0, value: null}
    arithmetic: 0.5 / (0.5 + 1) = 1 / 3. G2 shares people but no words; of G3 there is too little text.
  - given:
      counted:
        - {slice: "", unit: I1, award_id: G1, weight: 1.0}
      award_projects:
        - {award_id: G1, project_id: G1, is_compared: true}
        - {award_id: X1, project_id: X1, is_compared: false}
      award_programmes:
        - {award_id: X1, programme: sip, weight: 1.0}
    parameters: {other: sip}
    expect:
      - {slice: "", unit: I1, award_id: G1, weight: 1.0, value: null}
    arithmetic: No award of the other programme has a text that was compared.
*/
with others as (
    select distinct award_id
    from award_programmes
    where programme = $other
),

alike as (
    select distinct award_overlaps.award_id
    from award_overlaps
    inner join others on others.award_id = award_overlaps.other_award_id
    where award_overlaps.basis <> 'people'
),

compared as (
    select award_id
    from award_projects
    where is_compared
),

-- One row where any award of the other programme was compared, else none.
comparable as (
    select max(others.award_id) as award_id
    from others
    inner join compared on compared.award_id = others.award_id
    having count(*) > 0
)

select
    counted.slice,
    counted.unit,
    counted.award_id,
    counted.weight,
    case
        when compared.award_id is null or comparable.award_id is null then null
        when alike.award_id is null then 0e0
        else 1e0
    end as value
from counted
left join compared on compared.award_id = counted.award_id
left join comparable on true
left join alike on alike.award_id = counted.award_id
