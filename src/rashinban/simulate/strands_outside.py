"""Each row is one strand of the invented world outside the technology areas; its phrases match no definition."""

from __future__ import annotations

from rashinban.simulate.strand import Strand, strand

OUTSIDE: tuple[Strand, ...] = (
    strand(
        "",
        3.0,
        0.00,
        16,
        "1106 1103 1102",
        "dairy herd management|orchard pruning|wheat milling",
        "乳牛の飼養管理|果樹の剪定",
    ),
    strand(
        "",
        2.5,
        0.00,
        9,
        "1202 1208 1204",
        "medieval land records|regional novels|pottery typology",
        "中世の土地台帳|地方文学",
    ),
    strand(
        "",
        2.5,
        0.01,
        25,
        "1307 1309 1314",
        "wound closure in embryos|membrane turnover|tissue ageing",
        "胚の創傷治癒|膜の代謝回転",
    ),
    strand("", 3.0, 0.02, 17, "1403 1408 1406", "family firms|retail loyalty|board tenure", "同族企業|小売業の顧客"),
    strand(
        "",
        2.0,
        0.01,
        20,
        "1606 1605 1602",
        "esterification kinetics|solvent effects|column chromatography",
        "エステル化反応|溶媒効果",
    ),
    strand(
        "", 2.5, -0.01, 18, "1907 1904 1911", "river terraces|fossil molluscs|sandstone provenance", "河岸段丘|貝類化石"
    ),
    strand("", 2.5, 0.01, 15, "2002 2003 2000", "household savings|municipal bonds|wage bargaining", "家計貯蓄|地方債"),
    strand("", 2.5, 0.00, 15, "2205 2210 2211", "masonry arches|timber joints|gravel roads", "石造アーチ|木造接合部"),
    strand(
        "", 3.0, 0.02, 23, "2303 2309 2310", "hedgerow birds|urban litter|peat restoration", "生け垣の鳥類|湿原の再生"
    ),
    strand(
        "",
        1.8,
        0.01,
        24,
        "2404 2405 2403",
        "soil fungi|parasite burden in sheep|allergic rhinitis",
        "土壌菌類|アレルギー性鼻炎",
    ),
    strand(
        "",
        2.2,
        -0.01,
        10,
        "2602 2607 2608",
        "knot invariants|graph colourings|Diophantine equations",
        "結び目の不変量|グラフ彩色",
    ),
    strand(
        "",
        9.0,
        0.01,
        21,
        "2746 2705 2740",
        "knee arthroplasty|hypertension in old age|chronic cough",
        "膝関節置換術|高齢者の高血圧",
    ),
    strand(
        "",
        4.5,
        0.01,
        22,
        "2728 2735 2738",
        "migraine in adults|childhood asthma|sleep hygiene",
        "成人の片頭痛|小児喘息",
    ),
    strand(
        "",
        2.0,
        0.01,
        26,
        "2808 2804 2802",
        "circadian behaviour in mice|spinal reflexes|taste aversion",
        "マウスの概日行動|脊髄反射",
    ),
    strand(
        "",
        1.8,
        0.01,
        16,
        "2910 2911 2922",
        "nurse rostering|hospital meals|patient handover",
        "看護師の勤務表|病院給食",
    ),
    strand(
        "", 1.5, 0.00, 20, "3004 3003 3002", "tablet disintegration|dose rounding|herbal teas", "錠剤の崩壊|用量設定"
    ),
    strand(
        "",
        2.0,
        -0.01,
        17,
        "3103 3104 3106",
        "variable stars|magnetic hysteresis|meson decays",
        "変光星|磁気ヒステリシス",
    ),
    strand(
        "",
        3.0,
        0.01,
        20,
        "3207 3204 3203",
        "shyness in adolescence|reading fluency|grief counselling",
        "思春期の内気|読みの流暢さ",
    ),
    strand(
        "",
        6.0,
        0.02,
        13,
        "3304 3312 3308",
        "school timetables|village assemblies|contract law reform",
        "時間割編成|集落の寄合",
    ),
    strand("", 1.0, 0.00, 12, "3404 3402 1103", "canine dentition|hoof care|cattery hygiene", "犬の歯列|蹄の手入れ"),
    strand(
        "", 1.2, 0.00, 14, "3504 3505 3506", "molar extraction|denture fit|gingival bleeding", "臼歯の抜歯|義歯の適合"
    ),
    strand(
        "", 1.5, 0.01, 14, "3612 3609 3600", "gait retraining|hand therapy|ankle taping", "歩行訓練|足首のテーピング"
    ),
)
