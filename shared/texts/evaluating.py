"""Chinese of the yearly evaluation: refusals, words, what was done, names of operations."""

TEXTS: dict[str, str] = {
    "EvaluationYearInvalid": "考核年度只能选今年或以前五年内，请重新选择。",
    "EvaluationTooEarly": "这一年度还不能签定考核结果，请在{0:day}以后办理。",
    "AlreadyEvaluated": "这一年度的考核结果都已签定，不能再改。",
    "EvaluatedNotFound": "没有找到这个考核对象，请从考核名单中重新选择。",
}

OPERATIONS: dict[str, str] = {
    "registry.list_evaluations": "年度考核名单和拟表彰名单，按完成的职责计分",
    "registry.get_evaluation": "一个考核对象的得分和依据",
    "registry.sign_evaluations": "签定一个年度的考核结果",
}

DEALINGS: dict[str, str] = {
    "list_evaluations": "查看年度考核",
    "get_evaluation": "查看考核得分",
    "sign_evaluations": "签定年度考核",
}

WORDS_OF_EVALUATION: dict[str, dict[str, str]] = {
    "evaluated": {
        "village": "村（居）",
        "township": "乡镇",
        "school": "学校",
        "village_officer": "儿童主任",
        "township_officer": "儿童督导员",
        "principal": "校长",
    },
    "measure": {
        "dossiers": "档案资料齐全的儿童",
        "quarters": "按期签字的季度核查",
        "visits": "本年度回访过的儿童",
        "case_duties": "按时办理的保护任务",
        "findings": "按期整改的督查问题",
        "plan_steps": "按期完成的方案任务",
        "letters": "已签订的责任书",
        "deeds": "有帮扶记录的包校单位",
    },
}

DONE_OF_EVALUATION: dict[str, str] = {
    "evaluations_signed": "考核结果已签定，以后不再变动；拟表彰名单可以打印和导出。",
}
