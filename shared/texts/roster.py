"""Chinese wording of roster imports: what is wrong with a file or a row, and how to mend it."""

from shared.texts.health_sheet import ROWS as SHEET_ROWS

TEXTS: dict[str, str] = {
    "IdNumberColumnMissing": "表中没有“身份证号”列，请补上儿童身份证号一列后重新上传。",
    "TooManyRows": "表中超过 {0} 行，请分成几个文件导入。",
}

# Problems and warnings of a row, by code; they stand beside the cell.
ROWS: dict[str, str] = {
    # problems: the row is not taken over
    "NameMissing": "没有填写姓名，请补上。",
    "NameUnreadable": "“姓名”里有数字或太长，请改为儿童的真实姓名。",
    "IdNumberMissing": "没有填写身份证号，请补上 18 位身份证号；确实没有户口的儿童请单独登记。",
    "IdNumberUnreadable": "身份证号里有不该有的字符，请按户口簿填写 18 位号码。",
    "IdNumberStoredAsNumber": (
        "身份证号被存成了数字，后三位已经丢失。请把单元格设为文本格式后重新填写 18 位号码。"
    ),
    "IdNumberLength": "身份证号应为 18 位，这里是 {0} 位，请核对后补全。",
    "IdNumberCheckDigit": "身份证号的校验码不对，多半是某一位写错了，请对照户口簿核对。",
    "IdNumberDate": "身份证号里的出生日期不存在或晚于今天，请对照户口簿核对。",
    "SexDiffersFromId": "性别与身份证号不一致，请核对哪一个写错了。",
    "IdDiffersFromSex": "身份证号与性别不一致，请核对哪一个写错了。",
    "BirthDateDiffersFromId": "出生日期与身份证号（{0}）不一致，请核对哪一个写错了。",
    "IdDiffersFromBirthDate": "身份证号中的出生日期是 {0}，与出生日期一栏不一致，请核对。",
    "VillageMissing": "没有写明所在村（居），请补上。",
    "VillageUnknown": "没有名为“{0}”的村（居），请按行政区划名称填写。",
    "VillageUnknownNear": "没有名为“{0}”的村（居）。是不是：{1}？请改正。",
    "VillageShared": "有几个同名的村（居）：{0}。请在村名前写上乡镇。",
    "VillageOutsideYourArea": "不在您的管辖范围：{0}。请交给该地的工作人员导入。",
    "SchoolOfAnotherPlace": "不在您的管辖范围：这所学校不在您所在的乡镇。"
    "请核对学校名称，或请上级部门导入这一行。",
    "SchoolOutsideYourArea": "不在您的管辖范围：不是您所在学校的学生，请核对学校名称。",
    "OtherChildWithThisId": (
        "这个身份证号已登记在另一名儿童（姓名或父母不同）名下，请核对；没有写错的，请由工作人员处理。"
    ),
    "OnFileElsewhere": "不在您的管辖范围：这名儿童已在别处建档。请联系上级办理迁入，不要重复建档。",
    "RowNotStored": "这一行暂时无法入库，请单独登记这名儿童，并把情况告诉系统管理员。",
    # warnings: the row is taken over all the same
    "BirthDateImpossible": "没有这样的出生日期，已按身份证号记为 {0}，请核对。",
    "SexUnreadable": "看不懂这里的性别，已按身份证号登记，请核对。",
    "PhoneWrong": "电话号码不对，儿童已收录，请尽快补上正确的电话。",
    "OnePhoneWrong": "其中有一个电话号码不对，已只记下正确的，请核对。",
    "IdNumberAreaUnknown": "身份证号开头的地区码 {0} 不常见，请核对。",
    "AdultIdNumberWrong": "这个身份证号不正确，没有记下，请核对后补上。",
    "NotAChild": "按身份证号已满十八周岁，请核对是否填成了大人的号码。",
    "ParentContradicted": "表中对这位家长的说法前后不一，已记为情况不明，请核实。",
    "DayImpossible": "这个日期不可能（还没有到，或与出生、去世日期矛盾），没有记下，请核对后补上。",
    "TextCut": "内容太长，只记下了前 {0} 个字。",
    "FieldChanged": "与以前登记的不同，已改为新的内容，旧内容保留在变更记录中，请核对。",
    "SuspectedDuplicate": "已有同名、同出生日期的儿童，可能是同一个人，已列入疑似重复，请核实。",
}

REASON_HEADING = "退回原因（改好后可留着）"
CORRECTION_NAME = "改正表"
COMMENT_AUTHOR = "导入检查"


def row_text(code: str, args: list[str] | tuple[str, ...]) -> str:
    """The sentence of a problem or warning."""
    return (ROWS | SHEET_ROWS)[code].format(*args)
