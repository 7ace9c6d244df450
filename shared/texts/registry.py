"""Chinese wording of the registry: refusals, reasons of a judgement, what areas are called."""

TEXTS: dict[str, str] = {
    "AreaNotFound": "没有找到这个地区，请从列表中重新选择。",
    "SchoolNotFound": "没有找到这所学校，请从列表中重新选择。",
    "ChildNotFound": "没有找到这名儿童的档案，请从名单中重新选择。",
    "ImportNotFound": "没有找到这次导入，请从导入记录中重新选择。",
    "PackNotFound": "没有名为“{0}”且在{1:day}有效的政策包，请从列表中选择。",
    "NothingOnThatDay": "{0:day}还没有这份档案，请选择较晚的日期。",
    "AreaFileInvalid": "地区文件第 {0} 行：{1:area_fault}。请改正后重新导入。",
    "AreaNotAVillage": "请选择到村（居）一级，{0} 不是村（居）代码。",
    "AreaNotATownship": "请选择乡镇（街道），{0} 不是乡镇代码。",
    "AreaClosed": "这个村（居）自{0:day}起已撤销或合并，请选择现在的村（居）。",
    "VillageOutOfReach": "这个村（居）不在您的管辖范围，请选择您管辖的村（居），或请上级部门办理。",
    "SchoolOutOfReach": "这所学校不是您的学校，也不在您管辖的地区，请重新选择，或请上级部门办理。",
    "SchoolNameTaken": "这个乡镇已有同名学校，请核对，不必重复登记。",
    "IdNumberTaken": "这个身份证号已有档案，请先查找该档案，不要重复建档。",
    "IdNumberInvalid": "身份证号不正确，或与性别、出生日期不一致，请核对后重新填写。",
    "BirthDateInvalid": "出生日期{0:day}晚于今天，请核对后重新填写。",
    "UnknownField": "档案中没有“{0}”这一项，请刷新页面后再试。",
    "NothingChanged": "内容没有变化，不需要保存。",
    "ChildChangedMeanwhile": "这份档案刚被别人修改过（现为第 {0} 版），请刷新后再改。",
    "PurposeMissing": "查看完整号码要写明用途，请填写后再查看。",
    "ScoreOutOfRange": "“{0:dimension}”要打 0 至 {1} 分，请补齐五项评分。",
    "FactsMissing": "“{0:dimension}”打了分，请写明看到的情况。",
    "PackStartsInThePast": "生效日期{0:day}已经过去，请选择今天或以后的日期。",
    "FileTooLarge": "文件太大，最多 {0} MB。请分成几个文件导入。",
    "FileNotReadable": "读不出这个文件的内容。请上传 Excel（.xlsx、.xls）或 CSV 文件，"
    "不要上传图片或压缩包。",
    "FileTooDemanding": "读这个文件用的时间或内存太多，已停止。请只保留花名册，"
    "另存为新的 Excel 文件，或分成几个文件，再重新上传。",
    "FileLocked": "这个文件设有密码，无法读取。请在 Excel 中取消密码后重新上传。",
    "HeaderNotFound": "没有找到表头。请保留“姓名”“身份证号”等列标题后重新上传。",
    "NameColumnMissing": "表中没有“姓名”列，请补上儿童姓名一列后重新上传。",
    "FileEmpty": "表头下面没有儿童，请填写后重新上传。",
    "ImportKindUnknown": "不能导入“{0}”，请选择儿童花名册。",
    "ImportGivenUp": "系统多次处理都没有成功，这次导入已停止，文件本身没有问题。"
    "请稍后重新上传，已导入的行不会重复建档；如果再次失败，请联系系统管理员。",
    "ImportNotFinished": "导入还没有结束，请稍后再下载改正表。",
    "NothingToCorrect": "这次导入没有被退回的行，不需要改正表。",
}

# Why a judgement came out as it did, one sentence per code.
REASONS: dict[str, str] = {
    "both_away": "父母双方外出务工。",
    "one_away_other_unable": "父母一方外出务工，另一方已故、失踪、服刑或无监护能力。",
    "one_away_other_unsure": "父母一方外出务工，另一方患病或残疾，是否有监护能力待核实。",
    "situation_unknown": "父亲或母亲的情况不明，待核实。",
    "neither_able": "父母都不能履行监护职责，也没有外出务工，属困境儿童。",
    "able_parent_at_home": "父母至少一方在家并有监护能力，登记在册，不计入留守儿童。",
    "away_since_unknown": "父母外出的起始时间不明，待核实。",
    "away_not_long_enough": "父母双方外出的时间还没有达到规定的月数。",
    "stage_outside": "所在学段不在本地留守儿童范围内。",
    "aged_out": "已达到本地规定的年龄，不再计入留守儿童，档案保留。",
    "too_young": "还没有达到本地规定的年龄。",
    "of_age": "已年满十八周岁，档案保留。",
    "followed_for_pairing": "结对帮扶仍在进行，继续跟踪。",
    "followed_for_scheme": "资助仍在进行，继续跟踪。",
}
DIMENSIONS: dict[str, str] = {
    "psychology": "心理",
    "health": "身体健康",
    "schooling": "学业",
    "guardianship": "监护",
    "living": "生活条件",
}


def reason_text(code: str) -> str:
    """The sentence of a reason of a judgement or of a heart level."""
    if code.startswith("total_"):
        return f"五项合计 {code.removeprefix('total_')} 分。"
    if code.startswith("key_"):
        return f"“{DIMENSIONS[code.removeprefix('key_')]}”一项达到最高分，直接定为重点。"
    return REASONS[code]
