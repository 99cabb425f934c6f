/*
title: {en: Number of awards, ja: 採択課題数}
unit: {en: awards, ja: 件}
display: count
record: awards
kind: sum
definition:
  en: >-
    Grants, contracts and fellowships of the unit. In fractional counting an award is shared by the institutions that take
    part: by their part of the money where the data tell all of it, else in equal parts. In full counting each has it whole.
  ja: >-
    当該単位の研究費の採択課題数。分数カウントでは参加機関に按分する（金額の内訳が全て分かる課題はその額で、それ以外は均等に）。整数カウントでは各機関を1件と数える。
formula:
  en: "sum over the awards of w"
  ja: "w の和（課題について）"
interval: none
limits:
  - en: "Counts what was loaded: a funder whose awards are not published, or not fetched, has none here."
    ja: "読み込んだ課題だけを数える。公開されていない、または取得していない配分機関の課題は入らない。"
  - en: "An award is what its funder numbers: some number a project, some each year or each partner."
    ja: "1件の単位は配分機関の番号の付け方による。課題ごとのところも、年度ごと・参加機関ごとのところもある。"
  - en: >-
      An award of which only the number is known is counted, with nothing to slice it by. An application to the NIH (a
      year of a project, or a part of it) whose project is not loaded is no award and not counted.
    ja: >-
      番号しか分からない課題も1件と数える（年度や制度では分けられない）。NIHの申請（課題の1年分または一部）は、課題の記録が読み込まれていなければ課題とみなさず、数えない。
  - en: "By programme an award counts at every level of the tree: levels do not add up."
    ja: "プログラム別では、上位のプログラムにも同じ課題が入る。階層をまたいで足し合わせないこと。"
cites:
  - "CWTS Leiden Ranking Open Edition, full and fractional counting (open.leidenranking.com/information/indicators)"
examples:
  - given:
      counted:
        - {slice: "", unit: I1, award_id: G1, weight: 0.5}
        - {slice: "", unit: I2, award_id: G1, weight: 0.5}
        - {slice: "", unit: I1, award_id: G2, weight: 1.0}
        - {slice: "", unit: null, award_id: G3, weight: 1.0}
    expect:
      - {slice: "", unit: I1, award_id: G1, weight: 0.5, value: 1.0}
      - {slice: "", unit: I2, award_id: G1, weight: 0.5, value: 1.0}
      - {slice: "", unit: I1, award_id: G2, weight: 1.0, value: 1.0}
      - {slice: "", unit: null, award_id: G3, weight: 1.0, value: 1.0}
    arithmetic: >
      I1 = 0.5 + 1 = 1.5, I2 = 0.5; nobody is named in G3, which stays unassigned. 1.5 + 0.5 + 1 = 3 awards.
*/
select slice, unit, award_id, weight, 1e0 as value
from counted
