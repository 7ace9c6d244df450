"""Words of attached files and of care in the parents' place."""

TEXTS: dict[str, str] = {
    "AttachmentNotFound": "没有找到这个附件，请刷新附件列表后重新选择。",
    "AttachmentEmpty": "这个文件是空的，请重新选择文件。",
    "AttachmentTooLarge": "文件超过 {0} MB。请压缩照片、拆分文件后再上传。",
    "AttachmentKindRefused": "只能上传照片、PDF、Word、Excel、PPT 或 OFD 文件。"
    "请先另存为这些格式再上传。",
    "AttachmentDangerous": "这个文件里有能自动运行的程序或宏，可能带病毒，不能上传。"
    "请另存为 PDF 或照片再上传。",
    "AttachmentLocked": "这个文件设了密码，没有办法查看。请取消密码后再上传。",
    "AttachmentDamaged": "这个文件已损坏，读不出来。请重新导出或拍照后再上传。",
    "AttachmentTakenBack": "这个附件已经撤下，不能再打开。如仍需要，请重新上传。",
    "CareAgreementNotFound": "没有找到这份委托监护确认书，请从档案中重新打开。",
    "CareAgreementOver": "这份委托监护确认书已经结束或未获确认，不能再改。需要时请重新办理。",
    "CareAgreementWaiting": "已有一份还没到开始日期的委托监护确认书，请先结束它，再办新的。",
    "CarerNotAdult": "受委托人不满 {0} 周岁，不能受委托。请另选成年人。",
    "CarerRefusedBefore": "这个人以前因法定情形未获确认，不能直接受委托。"
    "情形已经消除、核实清楚的，请在“现在为什么可以”里写明。",
    "CarerIsParent": "受委托人的身份证号与父亲或母亲相同。父母本人照护不用办委托，请核对号码。",
    "OwnViewMissing": "孩子已满 {0} 周岁，请先听孩子本人的意见，再选择“孩子本人怎么说”。",
    "CarePeriodInvalid": "结束日期早于开始日期，或已经过去，请重新填写委托期限。",
    "ParentContactNotFound": "没有找到这次联系，请从联系记录中重新选择。",
    "ParentContactDateInvalid": "联系日期{0:day}晚于今天或早于孩子出生，请核对后重新填写。",
    "ParentContactStruck": "这次联系已经撤销，不用再撤。",
    "SignedInTheFuture": "日期晚于今天，请核对后重新填写。",
}

CARE_WORDS: dict[str, dict[str, str]] = {
    "contact_parent": {"father": "父亲", "mother": "母亲"},
    "contact_method": {
        "call": "打电话",
        "video": "视频",
        "letter": "写信",
        "visit": "回家或探望",
        "message": "发消息",
    },
    "contact_source": {"hand": "手工登记", "activities": "儿童之家通话登记"},
    # Minors Protection Law, article 22, in plain words; the last is what it asks of the carer.
    "care_ground": {
        "offence": "实施过性侵害、虐待、遗弃、拐卖、暴力伤害等违法犯罪行为",
        "habit": "有吸毒、酗酒、赌博等恶习",
        "neglect": "曾拒绝或长期不履行监护、照护职责",
        "unfit": "有其他不适合照护孩子的情形",
        "incapable": "患病、残疾等使本人不具有完全民事行为能力的情形",
    },
    "care_answer": {"false": "没有", "true": "有"},
    "care_state": {
        "agreed": "已签，未到开始日期",
        "active": "委托中",
        "ended": "已结束",
        "refused": "不符合法定条件，未确认",
    },
    "care_ending": {
        "parent_returned": "父母返回照护",
        "carer_unable": "受委托人没有能力继续照护",
        "carer_idle": "受委托人不履行照护职责",
        "parents_asked": "父母要求结束",
        "child_asked": "孩子本人要求",
        "mistake": "登记有误",
        "other": "其他原因",
        "expired": "委托期满",
        "replaced": "另办了新的委托",
    },
    "care_signer": {"father": "父亲", "mother": "母亲"},
    "care_notice": {"school": "学校（幼儿园）", "village": "村（居）民委员会"},
}

FILE_WORDS: dict[str, dict[str, str]] = {
    "attachment_kind": {
        "jpeg": "照片",
        "png": "图片",
        "gif": "图片",
        "webp": "图片",
        "heic": "照片",
        "pdf": "PDF",
        "docx": "Word 文档",
        "xlsx": "Excel 表格",
        "pptx": "演示文稿",
        "doc": "Word 文档",
        "xls": "Excel 表格",
        "ppt": "演示文稿",
        "ofd": "OFD 文档",
    },
    "attachment_about": {
        "identity": "户口、证件",
        "family": "家庭、监护",
        "schooling": "就学",
        "health": "健康、病历",
        "protection": "保护个案",
    },
}
