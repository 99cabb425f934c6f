/*
title:
  en: Proportion of international collaboration
  ja: 国際共著率
unit: {en: share of the unit's works, ja: 当該単位の論文に占める割合}
display: share
kind: mean
definition:
  en: >-
    The part of the publications of the unit whose addresses name two or more countries. Hong Kong and Macao are counted as
    China.
  ja: >-
    当該単位の論文のうち、所属に2か国以上が含まれる論文の割合。香港とマカオは中国に含める（CWTSの方式）。
formula:
  en: "PP_int_collab = works with two or more countries / works"
  ja: "PP_int_collab = 2か国以上の論文数 ÷ 論文数"
counting: [full]
interval: stability
minimum_works: 50
limits:
  - en: "Full counting only: a collaboration is a property of a work, not of a share of it."
    ja: "整数カウントのみ。共著かどうかは論文全体の性質であり、按分した一部の性質ではない。"
  - en: "An author with affiliations in two countries makes a work international without anybody else."
    ja: "2か国に所属をもつ著者が1人いれば、単著でも国際共著に数えられる。"
  - en: "Works none of whose countries is known are left out; addresses not resolved can hide a country."
    ja: "国が一つも分からない論文は除く。特定できない所属の中に、別の国が隠れていることがある。"
cites:
  - "CWTS Leiden Ranking Open Edition, calc_leiden_ranking_open_edition.sql (github.com/CWTSLeiden/CWTS-Leiden-Ranking-Open-Edition)"
examples:
  - given:
      counted:
        - {slice: "", unit: JP, work_id: W1, weight: 1.0}
        - {slice: "", unit: JP, work_id: W2, weight: 1.0}
        - {slice: "", unit: JP, work_id: W3, weight: 1.0}
        - {slice: "", unit: JP, work_id: W4, weight: 1.0}
      work_collaboration:
        - {work_id: W1, is_international: true}
        - {work_id: W2, is_international: false}
        - {work_id: W3, is_international: false}
        - {work_id: W4}
    expect:
      - {slice: "", unit: JP, work_id: W1, weight: 1.0, value: 1.0}
      - {slice: "", unit: JP, work_id: W2, weight: 1.0, value: 0.0}
      - {slice: "", unit: JP, work_id: W3, weight: 1.0, value: 0.0}
      - {slice: "", unit: JP, work_id: W4, weight: 1.0, value: null}
    arithmetic: >
      One of the three works with a known country is international: 1 / 3. W4 is not observed.
*/
select
    counted.slice,
    counted.unit,
    counted.work_id,
    counted.weight,
    case
        when work_collaboration.is_international then 1e0
        when not work_collaboration.is_international then 0e0
    end as value
from counted
left join work_collaboration on work_collaboration.work_id = counted.work_id
