/*
title:
  en: h-index of the set
  ja: 論文集合のh指数
unit: {en: works, ja: 件}
display: count
kind: sum
definition:
  en: >-
    The largest h such that h works of the unit have at least h citations each. A record counts 1 if it is among these works.
  ja: >-
    当該単位の論文のうち、h回以上引用された論文がh件以上あるような最大のh。
formula:
  en: "h = number of works whose place by citations is not above their citations"
  ja: "h = 被引用数の多い順に並べたとき、順位が被引用数以下である論文の数"
counting: [full]
interval: none
limits:
  - en: "For sets of works (a country in a technology), never for a person."
    ja: "ある技術における国のような、論文の集合のための指標である。個人には用いない。"
  - en: "Depends on size and age, and is not normalised by field: compare within one area and window only."
    ja: "規模と論文の古さに左右され、分野による規格化もしていない。同じ領域、同じ期間の中でのみ比べること。"
  - en: "Citations are those of the citation source named on the card; works whose citations are not observed are left out."
    ja: "被引用数は、カードに記した出所のものである。被引用数の分からない論文は除く。"
cites:
  - "Hirsch (2005), An index to quantify an individual's scientific research output; used for countries in technology trackers"
examples:
  - given:
      counted:
        - {slice: "", unit: JP, work_id: W1, weight: 1.0}
        - {slice: "", unit: JP, work_id: W2, weight: 1.0}
        - {slice: "", unit: JP, work_id: W3, weight: 1.0}
        - {slice: "", unit: JP, work_id: W4, weight: 1.0}
        - {slice: "", unit: JP, work_id: W5, weight: 1.0}
        - {slice: "", unit: FR, work_id: W4, weight: 1.0}
      work_citations:
        - {work_id: W1, citations: 10}
        - {work_id: W2, citations: 3}
        - {work_id: W3, citations: 3}
        - {work_id: W4, citations: 3}
        - {work_id: W5}
    expect:
      - {slice: "", unit: JP, work_id: W1, weight: 1.0, value: 1.0}
      - {slice: "", unit: JP, work_id: W2, weight: 1.0, value: 1.0}
      - {slice: "", unit: JP, work_id: W3, weight: 1.0, value: 1.0}
      - {slice: "", unit: JP, work_id: W4, weight: 1.0, value: 0.0}
      - {slice: "", unit: JP, work_id: W5, weight: 1.0, value: null}
      - {slice: "", unit: FR, work_id: W4, weight: 1.0, value: 1.0}
    arithmetic: >
      JP in order 10, 3, 3, 3: three works have at least 3, not four at least 4, so h = 3. Of equal works the smaller id
      comes first. FR has one work with at least 1: h = 1.
*/
with ordered as (
    select
        counted.slice,
        counted.unit,
        counted.work_id,
        counted.weight,
        work_citations.citations,
        row_number() over (
            partition by counted.slice, counted.unit
            order by work_citations.citations desc nulls last, counted.work_id nulls last
        ) as place
    from counted
    left join work_citations on work_citations.work_id = counted.work_id
)

select
    slice,
    unit,
    work_id,
    weight,
    case when place <= citations then 1e0 when place > citations then 0e0 end as value
from ordered
