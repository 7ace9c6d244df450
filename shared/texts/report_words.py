"""What reports call the codes that they are split by."""

QUARTER = "{year}年第{number}季度"
YEAR = "{year}年"
BAND, LAST_BAND = "{low}—{high}岁", "{low}岁及以上"
BOOK_NAME = "{place}{period}报表.xlsx"
NOTHING = "无"
BOOK_TITLE = "{place}农村{status}儿童关爱保护统计表（{period}，{level}）"
FILLED_BY, CHECKED_BY = "填报单位：{place}", "审核人："
FILLED_ON, DAY = "填报日期：{day}", "{year}年{month}月{day}日"
SERIAL, UNIT, AREA_CODE = "序号", "单位", "行政区划代码"
LEFT, SUBTOTAL, TOTAL, SIGNED_ON = "减少", "小计", "合计", "签字日期"
FIGURES_SHEET, BREAKDOWN, VALUE = "分类变动", "分类", "类别"
EXPORTED_BY = "导出人：{by}    导出时间：{when}"
NOTE = "注：期初＋新增＋迁入－减少－迁出＝期末；签字后的变动另列，不计入期末。家庭困难可以多项。"
NUMBERS = {"1": "一", "2": "二", "3": "三", "4": "四"}

# What an age changes (LAW "Who is registered").
AGE_MEANS = {
    6: "请核对入学情况。",
    8: "今后安排委托照护和结对，要听取并记录孩子本人的意见。",
    14: "今后处理孩子的个人信息，要取得孩子本人的同意。",
    16: "请核对孩子是否仍在学、是否需要继续帮扶。",
    18: "孩子已成年，请做好帮扶收尾。",
}

REPORT_WORDS: dict[str, dict[str, str]] = {
    "age_reached": {
        str(age): f"已年满 {age} 周岁。{AGE_MEANS.get(age, '')}" for age in range(1, 26)
    },
    "exit_reason": {
        "moved_away": "迁出本县",
        "deceased": "去世",
        "merged": "并入另一份档案",
        "in_error": "登记有误",
        "adopted": "被收养",
        "other": "其他",
    },
    "breakdown": {
        "sex": "性别",
        "band": "年龄段",
        "band_sex": "年龄段和性别",
        "stage": "学段",
        "boarding": "是否住校",
        "guardian": "实际照料人",
        "cause": "认定原因",
        "hardship": "家庭困难（可多项）",
        "care_quality": "照护质量",
        "relief": "已享受的救助（可多项）",
        "level": "心级",
    },
    "boarding": {"boarder": "住校", "day": "走读", "unknown": "未填"},
    "guardian": {
        "grandparents": "祖父母、外祖父母",
        "parent": "父亲或母亲",
        "relative": "其他亲属",
        "entrusted": "受托的其他人",
        "none": "无人照料",
        "unknown": "未填",
    },
    "cause": {
        "both_away": "父母双方外出",
        "one_away_other_unable": "一方外出、另一方无力监护",
        "one_away_other_unsure": "一方外出、另一方待核实",
        "situation_unknown": "父母情况不明",
        "neither_able": "父母均不能履责",
        "able_parent_at_home": "有能力的父母在家",
        "unknown": "未填",
        "exit_moved_away": "迁出本县",
        "exit_deceased": "去世",
        "exit_merged": "并入另一份档案",
        "exit_in_error": "登记有误",
        "exit_adopted": "被收养",
        "exit_other": "其他",
    },
    "flow": {
        "joined": "新增",
        "moved_in": "迁入",
        "moved_out": "迁出",
        "left_parent_returned": "父母返乡",
        "left_aged_out": "超过年龄",
        "left_in_difficulty": "转为困境",
        "left_left_behind": "转为留守",
        "left_to_verify": "转待核实",
        "left_rules": "不再符合规定",
        "left_deceased": "去世",
        "left_in_error": "登记有误",
        "left_other": "其他原因",
        "changed": "类别变动",
    },
    "report_part": {
        "opening": "期初",
        "closing": "期末",
        "now": "现有",
        "late": "签字后变动",
    },
    "target": {
        "dossier": "建档完整率",
        "enrolment": "适龄入学率",
        "kindergarten": "幼儿入园率",
        "vaccination": "预防接种率",
        "legal_aid": "法律援助覆盖率",
        "family_education": "家庭教育指导覆盖率",
    },
    "target_missing": {
        "dossier": "档案不完整的儿童",
        "enrolment": "适龄未入学的儿童",
        "kindergarten": "适龄未入园的儿童",
        "vaccination": "没有接种记录的儿童",
        "legal_aid": "未得到法律援助的儿童",
        "family_education": "家庭未接受指导的儿童",
    },
}


def period_name(period: str) -> str:
    """2025Q3 or 2025, as offices write it."""
    year, _, number = period.partition("Q")
    if not number:
        return YEAR.format(year=year) if year.isdigit() else period
    return QUARTER.format(year=year, number=NUMBERS.get(number, number))


def band_name(band: str) -> str:
    """6_13 or 18_up, as statistics write it."""
    low, _, high = band.partition("_")
    if high == "up":
        return LAST_BAND.format(low=low)
    return BAND.format(low=low, high=high)
