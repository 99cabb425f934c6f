/*
title:
  en: Specialisation (revealed comparative advantage)
  ja: 特化係数（RCA）
unit: {en: ratio to the world, ja: 世界全体に対する比}
display: number
kind: specialisation
definition:
  en: >-
    The share of the area in the publications of the unit, divided by the share of the area in the publications of the world.
    Above 1 the unit does relatively more of it.
  ja: >-
    当該単位の論文に占める当該領域の割合を、世界の論文に占める同領域の割合で割った値。1を超えると相対的に特化している。
formula:
  en: "RCA = (P_kf / P_k) / (P_Wf / P_W)"
  ja: "RCA = (P_kf ÷ P_k) ÷ (P_Wf ÷ P_W)"
interval: joint
minimum_works: 50
limits:
  - en: "Needs a base that holds all areas: where only one area was loaded, there is nothing to compare with."
    ja: "全領域を読み込んだベースが必要である。一つの領域だけを読み込んだ場合は、比べる相手がない。"
  - en: "Relative: a unit can be specialised in an area and small in it."
    ja: "相対的な値である。規模が小さくても特化していることはある。"
  - en: "Below 50 works the interval crosses 1 for nearly everybody: not ranked."
    ja: "50件未満ではほとんどの場合に信頼区間が1をまたぐため、順位を付けない。"
cites:
  - "Balassa (1965), Trade liberalisation and revealed comparative advantage; in bibliometrics the activity index of Frame (1977)"
examples:
  - given:
      counted:
        - {slice: "jp20-09", unit: JP, work_id: W1, weight: 0.5}
        - {slice: "jp20-09", unit: JP, work_id: W2, weight: 1.0}
    expect:
      - {slice: "jp20-09", unit: JP, work_id: W1, weight: 0.5, value: 1.0}
      - {slice: "jp20-09", unit: JP, work_id: W2, weight: 1.0, value: 1.0}
    arithmetic: >
      A unit with 30 of its 100 works in the area, in a world with 200 of 1,000: (30 / 100) / (200 / 1000) = 1.5.
*/
select slice, unit, work_id, weight, 1e0 as value
from counted
