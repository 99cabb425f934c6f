/*
title:
  en: Publications
  ja: 論文数
unit: {en: works, ja: 件}
display: count
kind: sum
definition:
  en: >-
    Articles and reviews of the unit: in full counting every work with at least one address of the unit, in fractional
    counting the sum of its shares.
  ja: >-
    当該単位の論文（原著論文と総説）の数。整数カウントでは当該単位の所属が一つでもあれば1件、分数カウントでは著者・所属に応じた按分の和。
formula:
  en: "P = sum of w"
  ja: "P = w の和"
interval: joint
limits:
  - en: "Ranks differ between full and fractional counting: show both before speaking of a rank."
    ja: "整数カウントと分数カウントでは順位が異なる。順位を語る前に両方を示すこと。"
  - en: "OpenAlex covers literature in Japanese and other languages besides English less well: national literatures are undercounted."
    ja: "OpenAlex は日本語など英語以外の文献の収録が薄い。各国語の文献は少なめに数えられる。"
  - en: "Full counts of countries do not add up to the world: a work with three countries is counted three times."
    ja: "整数カウントの国別の値を足しても世界の値にはならない。3か国の共著論文は3回数えられる。"
cites:
  - "CWTS Leiden Ranking Open Edition, indicators (open.leidenranking.com/information/indicators)"
  - "NISTEP, Japanese Science and Technology Indicators: whole and fractional counts, adjusted top 10 % papers (nistep.go.jp/sti_indicator/2019/RM283_42.html)"
examples:
  - given:
      counted:
        - {slice: "", unit: JP, work_id: W1, weight: 0.5}
        - {slice: "", unit: DE, work_id: W1, weight: 0.5}
        - {slice: "", unit: JP, work_id: W2, weight: 1.0}
    expect:
      - {slice: "", unit: JP, work_id: W1, weight: 0.5, value: 1.0}
      - {slice: "", unit: DE, work_id: W1, weight: 0.5, value: 1.0}
      - {slice: "", unit: JP, work_id: W2, weight: 1.0, value: 1.0}
    arithmetic: >
      JP = 0.5 + 1 = 1.5; DE = 0.5.
*/
select slice, unit, work_id, weight, 1e0 as value
from counted
