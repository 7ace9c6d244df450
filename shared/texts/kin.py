"""Words by which people write who cares for a child, and whether it is vaccinated.

Read in this order: a grandfather's word holds the father's.
"""

KINDS_OF_KIN: dict[str, tuple[str, ...]] = {
    "none": ("无人", "独居", "独自", "没有人"),
    "grandparents": (
        *("祖", "爷", "奶", "外公", "外婆", "姥", "公公", "婆婆", "阿公", "阿婆", "嘎"),
        *("曾祖", "太公", "太婆"),
    ),
    "relative": (
        *("叔", "伯", "姑", "舅", "姨", "婶", "兄", "哥", "姐", "嫂", "弟", "妹", "表", "堂"),
        *("亲戚", "亲属", "继父", "继母"),
    ),
    "parent": ("父", "母", "爸", "妈", "爹", "娘"),
    "entrusted": ("受托", "委托", "邻居", "老师", "教师", "朋友", "寄养", "村干部"),
}
NOT_VACCINATED = ("未", "没", "无", "不全", "不详", "否", "缺", "漏")
VACCINATED = ("已", "全程", "齐全", "完成", "按时", "正常", "是", "全部", "有", "接种")
