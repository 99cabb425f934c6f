"""Each row is one strand of the invented world that is a technology area."""

from __future__ import annotations

from rashinban.simulate.strand import Strand, area

AREAS: tuple[Strand, ...] = (
    area(1, 2.6, 0.03, 30, "1305 1312 2402", "synthetic biology|genome editing|CRISPR-Cas9", "合成生物学|ゲノム編集"),
    area(
        2,
        3.0,
        0.03,
        28,
        "2713 1311 2739",
        "mRNA vaccine|vaccine development|genomic medicine",
        "ワクチン開発|ゲノム医療",
    ),
    area(3, 4.0, 0.12, 34, "1702 1707 1706", "deep learning|machine learning|deep neural network", "深層学習|機械学習"),
    area(
        4,
        1.4,
        0.02,
        24,
        "1708 1705 1703",
        "high-performance computing|supercomputer|exascale computing",
        "スーパーコンピュータ|高性能計算",
    ),
    area(
        5, 1.8, 0.03, 22, "2208 2504 1708", "semiconductor device|FinFET|integrated circuit", "半導体デバイス|集積回路"
    ),
    area(
        6, 2.0, 0.06, 26, "1710 1802 1706", "big data analytics|data mining|data lake", "ビッグデータ|データマイニング"
    ),
    area(
        7,
        1.6,
        0.04,
        25,
        "2209 2210 2206",
        "additive manufacturing|3D printing|smart manufacturing",
        "積層造形|スマート製造",
    ),
    area(
        8,
        1.5,
        0.05,
        24,
        "2207 1707 2203",
        "humanoid robot|robot manipulator|soft robotics",
        "ロボットアーム|ヒューマノイドロボット",
    ),
    area(
        9,
        1.2,
        0.09,
        27,
        "3107 1703 3104",
        "quantum computing|quantum key distribution|qubit",
        "量子コンピュータ|量子ビット",
    ),
    area(
        10,
        1.4,
        0.03,
        21,
        "2212 3105 1906",
        "synthetic aperture radar|lidar|satellite navigation",
        "合成開口レーダー|ライダー",
    ),
    area(
        11,
        0.5,
        0.07,
        26,
        "2204 2805 1709",
        "brain-computer interface|brain-machine interface",
        "ブレイン・マシン・インターフェース|ブレイン・コンピュータ・インターフェース",
    ),
    area(
        12,
        3.0,
        0.07,
        36,
        "2105 2102 1603",
        "lithium-ion battery|perovskite solar cell|hydrogen storage",
        "リチウムイオン電池|太陽電池",
    ),
    area(13, 1.7, 0.05, 25, "1705 2208 2213", "5G network|6G wireless|massive MIMO", "第5世代移動通信|光通信"),
    area(
        14,
        1.0,
        0.07,
        23,
        "1710 1705 3308",
        "cybersecurity|intrusion detection system|malware detection",
        "サイバーセキュリティ|マルウェア",
    ),
    area(
        15, 1.0, 0.02, 20, "1912 3103 2202", "satellite constellation|spacecraft propulsion|CubeSat", "人工衛星|宇宙機"
    ),
    area(
        16,
        1.2,
        0.01,
        22,
        "1910 1104 2212",
        "autonomous underwater vehicle|deep-sea mining|ocean observing system",
        "海洋観測システム|自律型無人潜水機",
    ),
    area(
        17,
        1.2,
        0.04,
        22,
        "2203 3313 2205",
        "autonomous driving|electric vehicle|intelligent transportation system",
        "自動運転|電気自動車",
    ),
    area(
        18, 0.4, 0.06, 14, "2202 2206 3109", "hypersonic flow|scramjet|hypersonic vehicle", "極超音速|スクラムジェット"
    ),
    area(19, 0.5, 0.01, 18, "3108 3005 2104", "chemical warfare agent|nerve agent|biodefense", "化学剤|生物剤"),
    area(
        20,
        2.6,
        0.04,
        33,
        "2505 2500 1606",
        "metal-organic framework|graphene|metamaterial",
        "グラフェン|メタマテリアル",
    ),
)
