"""Chinese of how the work is organised: refusals, words, what was done, names of operations."""

TEXTS: dict[str, str] = {
    "DepartmentNotFound": "没有找到这个单位，请从单位名单中重新选择。",
    "DepartmentNameTaken": "本县已登记同名单位，请在名单中查找，不必重复登记。",
    "DepartmentClosed": "这个单位已停用，不能再包学校。请先在单位资料里恢复使用。",
    "DepartmentAdopting": "这个单位今年还包着学校，请先结束包校关系，再停用单位。",
    "DepartmentChangedMeanwhile": "单位资料刚被别人改过，您的改动没有保存。请刷新后再改。",
    "ContactPhoneInvalid": "联系电话不正确，请填写 11 位手机号，或带区号的座机号。",
    "AdoptionNotFound": "没有找到这条包校关系，请从列表中重新选择。",
    "AlreadyAdopting": "这个单位当年已包了一所学校。要换学校，请先结束原来的包校关系。",
    "AdoptionEnded": "这条包校关系已结束，不能再办理。请在现在的包校关系里登记。",
    "AdoptionYearInvalid": "年度只能选 {0} 年至 {1} 年，请重新填写。",
    "DoneOnInvalid": "日期要在 {0} 年内，而且不晚于今天，请重新填写。",
    "DeedNotFound": "没有找到这条帮扶记录，请刷新页面后重新选择。",
    "LetterNotFound": "没有找到这份责任书，请从列表中重新选择。",
    "LetterNotOpen": "这份责任书已签订或已作废，请刷新列表后再办理。",
    "LetterVoid": "这份责任书已经作废，不用再办理。",
    "LetterKindElsewhere": "{0:letter_kind}不由您的单位签发，请请相应的单位生成。",
    "SignedOnInvalid": "签订日期不能晚于今天，应在 {0} 年或前一年，请重新填写。",
    "NobodyToSign": "还没有可签 {0} 年责任书的对象。请先登记学校、儿童，或填写教师姓名。",
    "DeedStruck": "这条帮扶记录已经作废，不用再办理。",
}

OPERATIONS: dict[str, str] = {
    "registry.prepare_letters": "一次生成一个年度的责任书",
    "registry.sign_letter": "登记责任书已签订",
    "registry.void_letter": "作废责任书",
    "registry.get_letter": "一份责任书",
    "registry.list_letters": "责任书，可只看还没有签的",
    "registry.add_department": "登记包校单位",
    "registry.change_department": "改正包校单位的资料，停用或恢复",
    "registry.get_department": "包校单位",
    "registry.list_departments": "包校单位名单，可只看没有包校的、本学期没有记录的",
    "registry.adopt_school": "单位包一所学校，按年度",
    "registry.end_adoption": "结束包校关系",
    "registry.log_deed": "登记包校帮扶记录",
    "registry.strike_deed": "作废一条帮扶记录",
    "registry.get_adoption": "一条包校关系及其帮扶记录",
    "registry.list_adoptions": "包校关系",
    "registry.list_unadopted": "还没有单位包的学校",
}

# As a history and an access log say it.
DEALINGS: dict[str, str] = {
    "prepare_letters": "生成责任书",
    "sign_letter": "签订责任书",
    "void_letter": "作废责任书",
    "get_letter": "查看责任书",
    "list_letters": "查看责任书名单",
    "add_department": "登记包校单位",
    "change_department": "改正包校单位",
    "get_department": "查看包校单位",
    "list_departments": "查看包校单位名单",
    "adopt_school": "单位包学校",
    "end_adoption": "结束包校",
    "log_deed": "登记包校帮扶",
    "strike_deed": "作废包校帮扶记录",
    "get_adoption": "查看包校帮扶",
}

WORDS_OF_WORK: dict[str, dict[str, str]] = {
    "letter_kind": {
        "township": "乡镇责任书",
        "village": "村（居）责任书",
        "school": "学校责任书",
        "teacher": "教师责任书",
        "guardian": "监护人责任书",
    },
    "letter_state": {"open": "还没有签", "signed": "已签订", "void": "已作废"},
    "missing": {"school": "还没有包学校", "log": "本学期没有帮扶记录"},
}

DONE_OF_WORK: dict[str, str] = {
    "letters_prepared": "责任书已生成，打印签字以后在这里登记。",
    "letters_there": "这一年度的责任书都已生成，没有新增。",
    "letter_signed": "已登记签订。",
    "letter_void": "责任书已作废，可以重新生成一份。",
    "department_added": "单位已登记。接下来请选定它包的学校。",
    "department_changed": "单位资料已更新，原来的内容留在变更记录里。",
    "school_adopted": "包校关系已登记，可以开始登记帮扶记录。",
    "adoption_ended": "包校关系已结束，帮扶记录保留。",
    "deed_logged": "帮扶记录已登记。",
    "deed_struck": "这条记录已作废，不再计入次数和金额。",
}
