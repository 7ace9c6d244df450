"""Invented people. The same seed gives the same county."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏"
    "卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾"
    "侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文单仇解查盖区朴"
)
BOYS = (
    "浩然 子轩 宇航 俊杰 天佑 梓豪 嘉俊 文博 思远 明轩 "
    "志强 小军 建国 海涛 永强 云飞 家乐 承志 星宇 安邦"
)
GIRLS = (
    "欣怡 诗涵 雨桐 梓涵 思雨 佳怡 静雯 婷婷 小燕 春梅 "
    "玉兰 秀英 晓敏 雪莲 丽娟 美玲 海燕 云霞 若兰 盼盼"
)
WORKPLACES = (
    "广东省东莞市长安镇电子厂",
    "浙江省义乌市北苑街道制衣厂",
    "福建省晋江市陈埭镇鞋厂",
    "江苏省昆山市玉山镇工地",
    "上海市松江区物流园",
    "重庆市渝北区餐馆",
    "贵州省遵义市汇川区工地",
    "云南省昆明市官渡区建材城",
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Parent:
    """`work` is what a roster says of them: a place, 在家, 已故, 失联, 服刑, or nothing."""

    name: str
    work: str
    phone: str


@dataclass(frozen=True)
class Child:
    name: str
    sex: str
    born: date
    id_number: str
    township: str
    village: str
    group: int
    school: str
    class_name: str
    boards: bool
    father: Parent
    mother: Parent
    guardian: str
    relation: str
    guardian_phone: str
    guardian_age: int
    guardian_health: str
    hardship: str


@dataclass(frozen=True)
class Helper:
    name: str
    id_number: str
    phone: str
    category: str
    area_code: str
    school: str | None


# Fathers and mothers: what a roster says of both, the hardship noted, and how many in a hundred.
SITUATIONS: tuple[tuple[str, str, str, int], ...] = (
    ("外出", "外出", "", 40),
    ("外出", "外出", "低保户", 8),
    ("外出", "外出", "脱贫户", 9),
    ("外出", "外出", "单亲", 5),
    ("外出", "在家", "", 11),
    ("外出", "已故", "单亲", 4),
    ("服刑", "外出", "", 2),
    ("外出", "失联", "单亲", 3),
    ("外出", "在家", "母亲重病", 4),
    ("在家", "外出", "父亲残疾", 4),
    ("外出", "", "", 3),
    ("服刑", "失联", "", 2),
    ("已故", "已故", "孤儿", 1),
    ("在家", "在家", "", 4),
)


class People:
    """Draws people; every name, number and phone is made up."""

    def __init__(self, seed: int, today: date) -> None:
        self.random = random.Random(seed)  # noqa: S311 - invented people, not secrets
        self.today = today
        self.serial = 100

    def name(self, sex: str) -> str:
        given = (BOYS if sex == "男" else GIRLS).split()
        return self.random.choice(SURNAMES) + self.random.choice(given)

    def phone(self) -> str:
        start = self.random.choice(("138", "139", "150", "151", "187", "199"))
        return start + f"{self.random.randrange(10**8):08d}"

    def born(self, youngest: int, oldest: int) -> date:
        days = self.random.randint(youngest * 365 + 30, oldest * 365 + 300)
        return self.today - timedelta(days=days)

    def id_number(self, area: str, born: date, sex: str) -> str:
        self.serial += 1
        sequence = self.serial % 500 * 2 + (1 if sex == "男" else 0)
        body = f"{area}{born:%Y%m%d}{sequence % 1000:03d}"
        total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
        return body + "10X98765432"[total % 11]

    def parent(self, sex: str, says: str) -> Parent:
        work = self.random.choice(WORKPLACES) if says == "外出" else says
        phone = self.phone() if says in ("外出", "在家") else ""
        return Parent(self.name(sex), work, phone)

    def child(self, county: str, township: str, village: str, school: str) -> Child:
        sex = self.random.choice("男女")
        born = self.born(12, 15) if school.endswith("中学") else self.born(6, 12)
        age = (self.today - born).days // 365
        weights = [share for *_, share in SITUATIONS]
        father, mother, hardship, _ = self.random.choices(SITUATIONS, weights)[0]
        grade = min(max(age - 6, 6), 8) if school.endswith("中学") else min(max(age - 6, 0), 5)
        relation, guardian_sex = self.random.choice(
            (("爷爷", "男"), ("奶奶", "女"), ("外公", "男"), ("外婆", "女"), ("姑姑", "女"))
        )
        return Child(
            name=self.name(sex),
            sex=sex,
            born=born,
            id_number=self.id_number(county, born, sex),
            township=township,
            village=village,
            group=self.random.randint(1, 12),
            school=school,
            class_name=f"{'一二三四五六七八九'[grade]}（{self.random.randint(1, 2)}）班",
            boards=self.random.random() < 0.4,
            father=self.parent("男", father),
            mother=self.parent("女", mother),
            guardian=self.name(guardian_sex),
            relation=relation,
            guardian_phone=self.phone(),
            guardian_age=self.random.randint(46, 78),
            guardian_health=self.random.choice(("健康", "健康", "一般", "患病", "残疾")),
            hardship=hardship,
        )

    def helper(self, county: str, category: str, area_code: str, school: str | None) -> Helper:
        sex = self.random.choice("男女女")
        born = self.born(26, 58)
        return Helper(
            name=self.name(sex),
            id_number=self.id_number(county, born, sex),
            phone=self.phone(),
            category=category,
            area_code=area_code,
            school=school,
        )
