"""Chinese wording of a school's year: refusals and codes."""

SCHOOL_TEXTS: dict[str, str] = {
    "PromotionNotFound": "没有找到这次升级，请从升级记录中重新选择。",
    "PromotionMade": "这所学校进入{0}学年的升级已经办过。有差错可以先撤销，再重新办理。",
    "PromotionChanged": "预览以后有学生或班级变了，还没有升级。请核对新的预览，再办一次。",
    "PromotionUndone": "这次升级已经撤销。请从升级记录中重新选择，或重新办理升级。",
    "PromotionSettled": "本学期的学段已在{0:day}定下，资助按它发放，不能再撤销。"
    "个别学生有差错，请在档案里改正。",
    "PromotionBuiltUpon": "升级以后有 {0} 名学生已转学或改了班级，不能整体撤销。"
    "请在档案里逐个改正。",
    "NothingToPromote": "没有可以升级的学生：班级没有填写，或看不出是几年级。"
    "请先在档案或花名册里补上班级，例如“三年级2班”。",
    "DropoutNotFound": "没有找到这条缺课记录，请从列表中重新选择。",
    "DropoutUnderWay": "这名儿童的缺课已经登记，正在跟进。请打开原来的记录继续办理。",
    "DropoutOver": "这条记录已经结束，不能再办。又有缺课时请另行登记。",
    "DropoutRegistered": "已经登记过，不需要重复办理。请刷新页面查看。",
    "DropoutNotRegistered": "还没有登记辍学，请先登记辍学日期，再出具报告。",
    "AbsenceTooShort": "无故缺课满 {0} 天才登记为辍学，请先联系家长查明原因。",
    "PersuasionsMissing": "出具书面报告之前还要劝返 {0} 次，请先上门或电话劝返并登记。",
    "DayOutOfRange": "日期应在{0:day}至{1:day}之间，请重新填写。",
    "VaccineUnknown": "接种程序里没有这一剂疫苗，请刷新页面后从列表中填写。",
    "HealthCheckNotFound": "没有找到这次体检，请从名单中重新选择。",
    "HealthCheckNothing": "还没有填写任何一名学生的体检结果，请填写后再保存。",
    "HealthCheckNotFollowed": "这次体检没有异常，或已经登记治好，不需要再登记复查。",
    "NotAPupil": "有学生不在这所学校，或不是这次的毕业生，请刷新页面后再办。",
}
DAY_RANGE = "日期应在 {first} 至 {last} 之间，并在上一剂之后，请重新填写。"
HEALTH_RANGE = "应在 {low} 至 {high} {unit}之间，请核对后重新填写。"
HEALTH_UNITS: dict[str, str] = {
    "height_cm": "厘米",
    "weight_kg": "公斤",
    "systolic": "毫米汞柱",
    "diastolic": "毫米汞柱，并低于收缩压，",
    "vision_left": "",
    "vision_right": "",
    "lung_ml": "毫升",
    "chest_cm": "厘米",
}
SCHOOL_WORDS: dict[str, dict[str, str]] = {
    "promotion_outcome": {
        "promoted": "升级",
        "repeated": "留级",
        "graduated": "毕业",
        "kept": "不变",
    },
    "dropout_state": {
        "absent": "缺课待查",
        "dropped_out": "已辍学，劝返中",
        "reported": "已书面报告",
        "over": "已结束",
    },
    "persuasion_method": {
        "home_visit": "上门家访",
        "call": "电话或视频",
        "meeting": "请到学校或村里面谈",
        "other": "其他方式",
    },
    "persuasion_result": {
        "agreed": "答应返校",
        "undecided": "还没有答复",
        "refused": "不愿返校",
        "not_met": "没有见到人",
    },
    "dropout_end": {
        "returned": "已回本校上学",
        "elsewhere": "已在别的学校上学",
        "explained": "缺课原因已查明，没有辍学",
    },
    "health_value": {
        "height_cm": "身高",
        "weight_kg": "体重",
        "systolic": "收缩压",
        "diastolic": "舒张压",
        "vision_left": "左眼视力",
        "vision_right": "右眼视力",
        "lung_ml": "肺活量",
        "chest_cm": "胸围",
        "ent": "耳鼻喉",
        "ent_note": "耳鼻喉说明",
    },
    "health_found": {
        "vision": "视力不良",
        "pressure": "血压偏高",
        "thin": "偏瘦",
        "heavy": "偏重",
        "lung": "肺活量偏低",
        "ent": "耳鼻喉异常",
    },
    "health_state": {"normal": "正常", "follow": "待复查", "treated": "已治好"},
    "ent": {"normal": "正常", "abnormal": "异常"},
    "dose_state": {"given": "已种", "later": "未到时间", "due": "该种了", "overdue": "逾期未种"},
    "graduate_state": {"waiting": "待选学校", "offered": "等待接收", "gone": "已入新校"},
}
