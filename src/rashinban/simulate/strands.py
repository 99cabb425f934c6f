"""Each row is one strand of the invented world's research: a technology area, or a field outside them.

Each work has one home strand and, in areas, sometimes a second one. The phrases put its text into
the area: they are chosen so that the shipped definition of that area matches and no other one of the
same list does. The phrases of the strands outside must match no definition.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Strand:
    """What is planted for one strand.

    area: id of the technology area; '' outside. share: of all works in the middle year, before scaling.
    growth: yearly growth of that share. baseline: mean citations of an article after many years.
    subfields: ASJC codes, with 60, 25 and 15 % of the strand's works.
    """

    area: str
    share: float
    growth: float
    baseline: float
    subfields: tuple[str, str, str]
    phrases: tuple[str, ...]
    phrases_ja: tuple[str, ...]


def _area(
    number: int,
    share: float,
    growth: float,
    baseline: float,
    subfields: str,
    phrases: str,
    phrases_ja: str,
) -> Strand:
    return _strand(f"jp20-{number:02d}", share, growth, baseline, subfields, phrases, phrases_ja)


def _strand(
    area: str, share: float, growth: float, baseline: float, subfields: str, phrases: str, phrases_ja: str
) -> Strand:
    first, second, third = subfields.split()
    return Strand(
        area=area,
        share=share,
        growth=growth,
        baseline=baseline,
        subfields=(first, second, third),
        phrases=tuple(phrases.split("|")),
        phrases_ja=tuple(phrases_ja.split("|")),
    )


AREAS: tuple[Strand, ...] = (
    _area(1, 2.6, 0.03, 30, "1305 1312 2402", "synthetic biology|genome editing|CRISPR-Cas9", "合成生物学|ゲノム編集"),
    _area(
        2,
        3.0,
        0.03,
        28,
        "2713 1311 2739",
        "mRNA vaccine|vaccine development|genomic medicine",
        "ワクチン開発|ゲノム医療",
    ),
    _area(
        3, 4.0, 0.12, 34, "1702 1707 1706", "deep learning|machine learning|deep neural network", "深層学習|機械学習"
    ),
    _area(
        4,
        1.4,
        0.02,
        24,
        "1708 1705 1703",
        "high-performance computing|supercomputer|exascale computing",
        "スーパーコンピュータ|高性能計算",
    ),
    _area(
        5, 1.8, 0.03, 22, "2208 2504 1708", "semiconductor device|FinFET|integrated circuit", "半導体デバイス|集積回路"
    ),
    _area(
        6, 2.0, 0.06, 26, "1710 1802 1706", "big data analytics|data mining|data lake", "ビッグデータ|データマイニング"
    ),
    _area(
        7,
        1.6,
        0.04,
        25,
        "2209 2210 2206",
        "additive manufacturing|3D printing|smart manufacturing",
        "積層造形|スマート製造",
    ),
    _area(
        8,
        1.5,
        0.05,
        24,
        "2207 1707 2203",
        "humanoid robot|robot manipulator|soft robotics",
        "ロボットアーム|ヒューマノイドロボット",
    ),
    _area(
        9,
        1.2,
        0.09,
        27,
        "3107 1703 3104",
        "quantum computing|quantum key distribution|qubit",
        "量子コンピュータ|量子ビット",
    ),
    _area(
        10,
        1.4,
        0.03,
        21,
        "2212 3105 1906",
        "synthetic aperture radar|lidar|satellite navigation",
        "合成開口レーダー|ライダー",
    ),
    _area(
        11,
        0.5,
        0.07,
        26,
        "2204 2805 1709",
        "brain-computer interface|brain-machine interface",
        "ブレイン・マシン・インターフェース|ブレイン・コンピュータ・インターフェース",
    ),
    _area(
        12,
        3.0,
        0.07,
        36,
        "2105 2102 1603",
        "lithium-ion battery|perovskite solar cell|hydrogen storage",
        "リチウムイオン電池|太陽電池",
    ),
    _area(13, 1.7, 0.05, 25, "1705 2208 2213", "5G network|6G wireless|massive MIMO", "第5世代移動通信|光通信"),
    _area(
        14,
        1.0,
        0.07,
        23,
        "1710 1705 3308",
        "cybersecurity|intrusion detection system|malware detection",
        "サイバーセキュリティ|マルウェア",
    ),
    _area(
        15, 1.0, 0.02, 20, "1912 3103 2202", "satellite constellation|spacecraft propulsion|CubeSat", "人工衛星|宇宙機"
    ),
    _area(
        16,
        1.2,
        0.01,
        22,
        "1910 1104 2212",
        "autonomous underwater vehicle|deep-sea mining|ocean observing system",
        "海洋観測システム|自律型無人潜水機",
    ),
    _area(
        17,
        1.2,
        0.04,
        22,
        "2203 3313 2205",
        "autonomous driving|electric vehicle|intelligent transportation system",
        "自動運転|電気自動車",
    ),
    _area(
        18, 0.4, 0.06, 14, "2202 2206 3109", "hypersonic flow|scramjet|hypersonic vehicle", "極超音速|スクラムジェット"
    ),
    _area(19, 0.5, 0.01, 18, "3108 3005 2104", "chemical warfare agent|nerve agent|biodefense", "化学剤|生物剤"),
    _area(
        20,
        2.6,
        0.04,
        33,
        "2505 2500 1606",
        "metal-organic framework|graphene|metamaterial",
        "グラフェン|メタマテリアル",
    ),
)

OUTSIDE: tuple[Strand, ...] = (
    _strand(
        "",
        3.0,
        0.00,
        16,
        "1106 1103 1102",
        "dairy herd management|orchard pruning|wheat milling",
        "乳牛の飼養管理|果樹の剪定",
    ),
    _strand(
        "",
        2.5,
        0.00,
        9,
        "1202 1208 1204",
        "medieval land records|regional novels|pottery typology",
        "中世の土地台帳|地方文学",
    ),
    _strand(
        "",
        2.5,
        0.01,
        25,
        "1307 1309 1314",
        "wound closure in embryos|membrane turnover|tissue ageing",
        "胚の創傷治癒|膜の代謝回転",
    ),
    _strand("", 3.0, 0.02, 17, "1403 1408 1406", "family firms|retail loyalty|board tenure", "同族企業|小売業の顧客"),
    _strand(
        "",
        2.0,
        0.01,
        20,
        "1606 1605 1602",
        "esterification kinetics|solvent effects|column chromatography",
        "エステル化反応|溶媒効果",
    ),
    _strand(
        "", 2.5, -0.01, 18, "1907 1904 1911", "river terraces|fossil molluscs|sandstone provenance", "河岸段丘|貝類化石"
    ),
    _strand(
        "", 2.5, 0.01, 15, "2002 2003 2000", "household savings|municipal bonds|wage bargaining", "家計貯蓄|地方債"
    ),
    _strand("", 2.5, 0.00, 15, "2205 2210 2211", "masonry arches|timber joints|gravel roads", "石造アーチ|木造接合部"),
    _strand(
        "", 3.0, 0.02, 23, "2303 2309 2310", "hedgerow birds|urban litter|peat restoration", "生け垣の鳥類|湿原の再生"
    ),
    _strand(
        "",
        1.8,
        0.01,
        24,
        "2404 2405 2403",
        "soil fungi|parasite burden in sheep|allergic rhinitis",
        "土壌菌類|アレルギー性鼻炎",
    ),
    _strand(
        "",
        2.2,
        -0.01,
        10,
        "2602 2607 2608",
        "knot invariants|graph colourings|Diophantine equations",
        "結び目の不変量|グラフ彩色",
    ),
    _strand(
        "",
        9.0,
        0.01,
        21,
        "2746 2705 2740",
        "knee arthroplasty|hypertension in old age|chronic cough",
        "膝関節置換術|高齢者の高血圧",
    ),
    _strand(
        "",
        4.5,
        0.01,
        22,
        "2728 2735 2738",
        "migraine in adults|childhood asthma|sleep hygiene",
        "成人の片頭痛|小児喘息",
    ),
    _strand(
        "",
        2.0,
        0.01,
        26,
        "2808 2804 2802",
        "circadian behaviour in mice|spinal reflexes|taste aversion",
        "マウスの概日行動|脊髄反射",
    ),
    _strand(
        "",
        1.8,
        0.01,
        16,
        "2910 2911 2922",
        "nurse rostering|hospital meals|patient handover",
        "看護師の勤務表|病院給食",
    ),
    _strand(
        "", 1.5, 0.00, 20, "3004 3003 3002", "tablet disintegration|dose rounding|herbal teas", "錠剤の崩壊|用量設定"
    ),
    _strand(
        "",
        2.0,
        -0.01,
        17,
        "3103 3104 3106",
        "variable stars|magnetic hysteresis|meson decays",
        "変光星|磁気ヒステリシス",
    ),
    _strand(
        "",
        3.0,
        0.01,
        20,
        "3207 3204 3203",
        "shyness in adolescence|reading fluency|grief counselling",
        "思春期の内気|読みの流暢さ",
    ),
    _strand(
        "",
        6.0,
        0.02,
        13,
        "3304 3312 3308",
        "school timetables|village assemblies|contract law reform",
        "時間割編成|集落の寄合",
    ),
    _strand("", 1.0, 0.00, 12, "3404 3402 1103", "canine dentition|hoof care|cattery hygiene", "犬の歯列|蹄の手入れ"),
    _strand(
        "", 1.2, 0.00, 14, "3504 3505 3506", "molar extraction|denture fit|gingival bleeding", "臼歯の抜歯|義歯の適合"
    ),
    _strand(
        "", 1.5, 0.01, 14, "3612 3609 3600", "gait retraining|hand therapy|ankle taping", "歩行訓練|足首のテーピング"
    ),
)

STRANDS: tuple[Strand, ...] = AREAS + OUTSIDE
