"""Chinese of work plans: refusals, words, what was done, names of operations."""

TEXTS: dict[str, str] = {
    "PlanNotFound": "没有找到这个工作方案，请从方案列表中重新选择。",
    "PlanThere": "这里已有这一年度的工作方案，请打开原有方案修改，不必重复制定。",
    "PlanChangedMeanwhile": "这项任务刚被别人改过，您的改动没有保存。请刷新后再改。",
    "PhaseDatesInvalid": (
        "“{0:plan_phase}”的起止日期不对：结束不能早于开始，"
        "各阶段要按先后排列，并且在方案年度前后一年内。"
    ),
    "StepNotFound": "没有找到这项任务，请从方案中重新选择。",
    "StepDatesInvalid": "任务的起止日期要在所属阶段之内，而且结束不能早于开始，请重新填写。",
    "PostNotThere": "所选的地方没有“{0:role}”这个岗位，请重新选择地方或岗位。",
    "PlaceOutsidePlan": "责任人只能在本地或下级，请重新选择地方。",
    "StepDropped": "这项任务已经取消，不能再办理。",
    "StepDoneOnInvalid": "完成日期不能晚于今天，请重新填写。",
}

OPERATIONS: dict[str, str] = {
    "registry.make_plan": "制定一年的工作方案，分阶段",
    "registry.copy_plan": "把工作方案复制到另一年，日期顺延",
    "registry.add_step": "给方案加一项任务，落实责任人",
    "registry.change_step": "调整一项任务",
    "registry.drop_step": "取消一项任务",
    "registry.report_step": "登记任务进展或完成",
    "registry.get_plan": "一个工作方案，含各项任务今天的状态",
    "registry.list_plans": "工作方案",
    "registry.list_my_steps": "由自己负责、还没有完成的任务",
}

DEALINGS: dict[str, str] = {
    "make_plan": "制定工作方案",
    "copy_plan": "复制工作方案",
    "copy_step": "复制方案任务",
    "add_step": "增加方案任务",
    "change_step": "调整方案任务",
    "drop_step": "取消方案任务",
    "report_step": "登记任务进展",
    "get_plan": "查看工作方案",
    "list_plans": "查看工作方案列表",
}

WORDS_OF_PLANS: dict[str, dict[str, str]] = {
    "plan_phase": {
        "survey": "摸底排查",
        "launch": "动员部署",
        "carry_out": "组织实施",
        "review": "总结验收",
    },
    "step_state": {
        "not_begun": "还没有开始",
        "under_way": "正在进行",
        "done": "已完成",
        "late": "已逾期",
        "dropped": "已取消",
    },
}

TONES_OF_PLANS: dict[str, dict[str, str]] = {
    "step_state": {"under_way": "blue", "done": "green", "late": "amber"},
}

DONE_OF_PLANS: dict[str, str] = {
    "plan_made": "工作方案已制定。接下来请逐项加上任务和责任人。",
    "plan_copied": "方案已复制，日期已顺延到新的年度，请逐项核对。",
    "step_added": "任务已加入方案，到期前会提醒责任人。",
    "step_changed": "任务已调整，原来的内容留在变更记录里。",
    "step_dropped": "任务已取消，仍留在方案里。",
    "step_reported": "进展已登记。",
    "step_done": "已登记完成。",
}
