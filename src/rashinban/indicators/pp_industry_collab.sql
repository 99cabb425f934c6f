/*
title:
  en: Proportion of works with a company
  ja: 産業界関与論文割合
unit: {en: share of the unit's works, ja: 当該単位の論文に占める割合}
display: share
kind: mean
definition:
  en: >-
    The part of the publications of the unit with at least one institution that is a company.
  ja: >-
    当該単位の論文のうち、所属に企業が一つ以上含まれる論文の割合。
formula:
  en: "PP_industry_collab = works with a company / works"
  ja: "PP_industry_collab = 企業の関わる論文数 ÷ 論文数"
counting: [full]
interval: stability
minimum_works: 50
limits:
  - en: "Full counting only: a collaboration is a property of a work, not of a share of it."
    ja: "整数カウントのみ。共著かどうかは論文全体の性質であり、按分した一部の性質ではない。"
  - en: "For a country it also counts works written by companies alone; for a university every such work is a collaboration."
    ja: "国の値には企業だけで書いた論文も含まれる。大学の値では、該当する論文は全て企業との共著である。"
  - en: "What a company is follows the types of OpenAlex and ROR; works with no institution of known type are left out."
    ja: "企業かどうかは OpenAlex と ROR の機関種別による。種別の分かる機関が一つもない論文は除く。"
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
        - {work_id: W1, has_company: true}
        - {work_id: W2, has_company: false}
        - {work_id: W3, has_company: false}
        - {work_id: W4}
    expect:
      - {slice: "", unit: JP, work_id: W1, weight: 1.0, value: 1.0}
      - {slice: "", unit: JP, work_id: W2, weight: 1.0, value: 0.0}
      - {slice: "", unit: JP, work_id: W3, weight: 1.0, value: 0.0}
      - {slice: "", unit: JP, work_id: W4, weight: 1.0, value: null}
    arithmetic: >
      One of the three works with a known type names a company: 1 / 3. W4 is not observed.
*/
select
    counted.slice,
    counted.unit,
    counted.work_id,
    counted.weight,
    case
        when work_collaboration.has_company then 1e0
        when not work_collaboration.has_company then 0e0
    end as value
from counted
left join work_collaboration on work_collaboration.work_id = counted.work_id
