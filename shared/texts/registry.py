"""Chinese wording of the registry: refusals, reasons of a judgement, what areas are called."""

from shared.texts.school_words import SCHOOL_TEXTS

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
    "FieldOfAnotherSection": "有的内容不在这一部分里，请到它所在的部分改正。",
    "NothingChanged": "内容没有变化，不需要保存。",
    "ChildChangedMeanwhile": "这份档案刚被别人改过，还没有保存您的改动。"
    "请核对别人改了什么，再保存一次。",
    "DuplicateNotFound": "没有找到这组疑似重复，请从列表中重新选择。",
    "MergeNotFound": "没有找到这次合并，请从合并记录中重新选择。",
    "ChildMerged": "这份档案已并入另一份档案，请在保留的那份里办理。",
    "MergedWithItself": "请选择两份不同的档案。",
    "AbsorbedOthers": "这份档案已并入过别的档案，请把它选作保留的一份。",
    "MergeUndoneAlready": "这次合并已经撤销，不用再撤。",
    "MoveNotFound": "没有找到这次迁移，请从迁移列表中重新选择。",
    "MoveNotOpen": "这次迁移{0:move_state}，不能再办理。请刷新列表。",
    "MoveUnderWay": "这名儿童已有一次迁移等待接收，请等对方答复，或先撤回。",
    "MoveToSamePlace": "这名儿童已经在那里，请选择别的村（居）或学校。",
    "MoveNeedsOnePlace": "请选择一个村（居）或一所学校，一次只办一项。",
    "SearchTooShort": "请至少输入姓名的两个字或两个拼音首字母，只输姓氏查不到人。",
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
    "请点“再试一次”，或稍后重新上传，已导入的行不会重复建档；如果再次失败，请联系系统管理员。",
    "ImportDropped": "这次导入已放弃，上传的文件已删除。需要时请重新上传。",
    "ImportExpired": "这次导入没有完成，保留期已过，上传的文件已删除。请重新上传。",
    "ImportNotGivenUp": "这次导入没有停下来等待处理，不用再试，也不用放弃。请刷新页面查看进度。",
    "ImportNotFinished": "导入还没有结束，请稍后再下载改正表。",
    "ChildExited": "这份档案已经销档，请先恢复建档再办理。",
    "ChildNotExited": "这份档案没有销档，不需要恢复。",
    "ExitDateInvalid": "日期{0:day}晚于今天或早于出生日期，请核对后重新填写。",
    "QuarterUnknown": "没有“{0:quarter}”的核查或报表，请从列表中选择。",
    "QuarterSigned": "这里本季度的核查已经签字，数据不再变动。之后的变化会记为签字后变动。",
    "ChildrenNotConfirmed": "还有 {0} 名儿童没有确认，请逐个确认后再提交。",
    "PlacesNotSigned": "下级还有 {0} 处没有签字，请催办后再签字。",
    "SignedElsewhere": "核查由本级的负责人签字，请通知当地办理。",
    "NotInThisVillage": "有 {0} 名儿童已不在这个村（居），请刷新页面后再确认。",
    "NothingToCorrect": "这次导入没有被退回的行，不需要改正表。",
    "CaseNotFound": "没有找到这件保护个案，请从个案列表中重新选择。",
    "ReportNotFound": "没有找到这个查询码，请核对报告时得到的查询码，共 12 位字母和数字。",
    "DutyNotFound": "没有找到这项任务，请回到个案重新选择。",
    "CaseClosed": "这件个案已经结案，只能查看。有新情况请另行报告。",
    "CaseChangedMeanwhile": "这件个案刚被别人改动过，请刷新后再办。",
    "DutyEnded": "这项任务已有人确认，不需要再办。请刷新页面查看最新情况。",
    "NotYourDuty": "这项任务没有交给您的岗位，请由承办人确认；逾期后会自动报给上一级。",
    "DutiesOpen": "还有 {0} 项任务没有确认，全部办完后才能结案。",
    "NotReceivedYet": "还没有受理核实，请先确认“受理”任务。",
    "CaseNotAssessed": "还没有做安全、监护、健康评估，请先评估再结案。",
    "CaseHasAChild": "这件个案已对应到一名儿童，不能再换。如有差错，请在个案中写明。",
    "IncidentInTheFuture": "发生时间晚于现在，请核对后重新填写。",
    "IncidentTooLongAgo": "发生时间超过 {0} 天，请核对后重新填写；时间太久可以不填。",
    "DueInThePast": "办结日期已经过去，请选择今天或以后的日期。",
    "DueTooFar": "办结日期太远，请选择 {0} 天以内的日期。",
    "PostNotOfCase": "这件个案没有对应的承办岗位（没有村、学校或儿童），请另选承办人。",
    "StepInTheFuture": "日期晚于今天，请核对后重新填写。",
    **SCHOOL_TEXTS,
}

# What is wrong with a field of the family, and what to do.
FIELD_PROBLEMS: dict[str, str] = {
    "in_future": "这个日期还没有到，请核对后重新填写。",
    "too_early": "这个日期太早，请核对年份。",
    "id_number": "身份证号不正确（位数、出生日期或最后一位不对），请对照证件重新填写。",
    "other_sex": "这个身份证号的性别不对，请核对父亲和母亲的号码是否填反。",
    "younger_than_child": "按身份证号，这位家长比孩子大不到十二岁，请核对号码或孩子的出生日期。",
    "before_own_birth": "按身份证号，这位家长那时还没有出生，请核对日期或号码。",
    "death_but_otherwise": "填了去世日期，目前情况却不是“去世”，请改其中一项。",
    "death_not_since": "去世日期和“从哪天起”不一致，请核对；去世的只填去世日期就可以。",
    "death_before_birth": "去世日期早于孩子出生，请核对去世日期和孩子的出生日期。",
    "after_death": "已登记的外出等情况晚于去世日期。请核对去世日期；"
    "如果是外出时间登记错了，请先改正外出时间并保存，再填去世日期。",
    "earlier_no_day": "以前的情况里有不存在的日期，请去掉后重新添加。",
    "earlier_twice": "以前的情况里，同一天有两种说法，请只留一种。",
    "earlier_deceased": "“去世”不能是以前的情况，请核对后去掉。",
    "earlier_not_before": "以前的情况要早于目前情况的开始日期，请核对两处日期。",
    "age_against_number": "监护人年龄与身份证号不符，请核对其中一项。",
    "good_but_improper": "登记了监护不当的情况，照护质量就不能是“好”，请改其中一项。",
    "degree_without_disability": "填了残疾等级，健康状况却不是残疾，请改其中一项。",
    "named_but_none": "填了病名，又选了没有重病慢性病，请改其中一项。",
    "nobody_deceased": "父母都没有登记去世，单亲原因不能选“丧偶”，请先核对父母的情况。",
    "guardian_minor": "监护人必须年满十八周岁，请核对年龄或身份证号，或另选监护人。",
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
    "exit_moved_away": "已迁出本县，档案保留。",
    "exit_deceased": "儿童已去世，档案保留。",
    "exit_merged": "已并入另一份档案。",
    "exit_in_error": "登记有误，已销档，档案保留。",
    "exit_adopted": "已被收养，档案保留。",
    "exit_other": "因其他原因销档，档案保留。",
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
