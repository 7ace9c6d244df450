"""Chinese of inspections: refusals, words, what was done, names of operations."""

TEXTS: dict[str, str] = {
    "InspectionNotFound": "没有找到这次督查，请从督查列表中重新选择。",
    "InspectionVisitNotFound": "没有找到这个抽查对象，请从督查名单中重新选择。",
    "InspectionDatesInvalid": "督查的结束日期不能早于开始日期，也不能早于今天，请重新填写。",
    "NothingToInspect": "所选的地方没有可以抽查的对象，请换一个地方或抽查内容。",
    "VisitRecorded": "这个对象已登记过检查情况，请刷新页面后再办理。",
    "VisitNotRecorded": "请先登记检查情况，再登记发现的问题。",
    "VisitedOnInvalid": "检查日期不能晚于今天，也不能早于抽取名单的日期（{0:day}），请重新填写。",
    "FindingNotFound": "没有找到这个问题，请从整改列表中重新选择。",
    "FindingSettled": "这个问题已经答复或销号，请刷新页面后再办理。",
    "FindingNotAnswered": "被检查单位还没有答复，不能审核。",
    "OwnAnswer": "检查的和整改的不能是同一方：请由被检查单位答复，由检查单位的人审核。",
    "PutRightByInvalid": "整改期限不能早于今天，请重新填写。",
}

OPERATIONS: dict[str, str] = {
    "registry.draw_inspection": "随机抽取督查名单，种子留存可复算",
    "registry.record_inspection_visit": "登记对一个抽查对象的检查情况",
    "registry.make_finding": "登记发现的问题和整改期限",
    "registry.answer_finding": "被检查单位答复整改情况",
    "registry.decide_finding": "审核整改：通过或退回",
    "registry.list_inspections": "督查",
    "registry.get_inspection": "一次督查的名单、检查情况和问题",
    "registry.list_findings": "督查发现的问题，可只看等自己办理的、已逾期的",
    "registry.get_finding": "一个问题的整改过程",
}

DEALINGS: dict[str, str] = {
    "draw_inspection": "抽取督查名单",
    "record_inspection_visit": "登记督查情况",
    "make_finding": "登记督查问题",
    "answer_finding": "答复督查整改",
    "decide_finding": "审核督查整改",
    "list_inspections": "查看督查列表",
    "get_inspection": "查看督查",
    "list_findings": "查看督查问题",
    "get_finding": "查看督查问题",
}

WORDS_OF_INSPECTIONS: dict[str, dict[str, str]] = {
    "inspected": {"village": "村（居）", "school": "学校", "dossier": "儿童档案"},
    "finding_state": {"open": "等待整改", "answered": "已答复待审核", "accepted": "已销号"},
    "finding_entry": {
        "found": "发现问题",
        "answered": "整改答复",
        "sent_back": "退回",
        "accepted": "审核通过",
    },
    "finding_waiting": {
        "mine": "等我办理的",
        "overdue": "已逾期",
        "open": "等待整改",
        "answered": "待审核",
        "accepted": "已销号",
    },
}

TONES_OF_INSPECTIONS: dict[str, dict[str, str]] = {
    "finding_state": {"open": "amber", "answered": "blue", "accepted": "green"},
}

DONE_OF_INSPECTIONS: dict[str, str] = {
    "inspection_drawn": "名单已随机抽出，种子留存，任何人都可以复算。",
    "visit_recorded": "检查情况已登记。",
    "finding_made": "问题已登记，已通知被检查单位按期整改。",
    "finding_answered": "整改情况已答复，等检查单位审核。",
    "finding_accepted": "已审核通过，问题销号。",
    "finding_sent_back": "已退回，被检查单位会收到通知。",
}
