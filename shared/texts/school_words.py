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
    "NotAPupil": "有学生不在这所学校，或不是这次的毕业生，请刷新页面后再办。",
}
SCHOOL_WORDS: dict[str, dict[str, str]] = {
    "promotion_outcome": {
        "promoted": "升级",
        "repeated": "留级",
        "graduated": "毕业",
        "kept": "不变",
    },
    "graduate_state": {"waiting": "待选学校", "offered": "等待接收", "gone": "已入新校"},
}
