/*
title:
  en: Specialisation, symmetric (RSI)
  ja: 対称特化指数（RSI）
unit: {en: "-1 to 1", ja: "-1〜1"}
display: number
kind: specialisation
transform: symmetric
definition:
  en: >-
    The specialisation ratio brought between -1 and 1: 0 is the share that the world has, -1 is none.
  ja: >-
    特化係数（RCA）を-1から1の範囲に変換した値。0が世界平均並み、-1は論文なしを表す。
formula:
  en: "RSI = (RCA - 1) / (RCA + 1)"
  ja: "RSI = (RCA - 1) ÷ (RCA + 1)"
interval: joint
minimum_works: 50
limits:
  - en: "Needs a base that holds all areas: where only one area was loaded, there is nothing to compare with."
    ja: "全領域を読み込んだベースが必要である。一つの領域だけを読み込んだ場合は、比べる相手がない。"
  - en: "Relative: a unit can be specialised in an area and small in it."
    ja: "相対的な値である。規模が小さくても特化していることはある。"
  - en: "Below 50 works the interval crosses 0 for nearly everybody: not ranked."
    ja: "50件未満ではほとんどの場合に信頼区間が0をまたぐため、順位を付けない。"
cites:
  - "Dalum, Laursen and Villumsen (1998), Structural change in OECD export specialisation patterns: the symmetric form"
examples:
  - given:
      counted:
        - {slice: "jp20-09", unit: JP, work_id: W1, weight: 0.5}
        - {slice: "jp20-09", unit: JP, work_id: W2, weight: 1.0}
    expect:
      - {slice: "jp20-09", unit: JP, work_id: W1, weight: 0.5, value: 1.0}
      - {slice: "jp20-09", unit: JP, work_id: W2, weight: 1.0, value: 1.0}
    arithmetic: >
      RCA = (30 / 100) / (200 / 1000) = 1.5; RSI = (1.5 - 1) / (1.5 + 1) = 0.2.
*/
select slice, unit, work_id, weight, 1e0 as value
from counted
