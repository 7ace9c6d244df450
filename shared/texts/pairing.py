"""Chinese wording of pairing: refusals, and why a pair was proposed or a child left without."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.texts.words import WORDS

TEXTS: dict[str, str] = {
    "HelperNotFound": "没有找到这位帮扶人，请从列表中重新选择。",
    "ChildNotKnown": "没有找到这名儿童。如果刚刚登记，请稍等片刻再试。",
    "ConsentNotFound": "没有找到这份同意书，请从列表中重新选择。",
    "MatchingNotFound": "没有找到这次匹配，请从列表中重新选择。",
    "ProposalNotFound": "没有找到这条配对建议，请刷新列表。",
    "PairingNotFound": "没有找到这个结对，请从列表中重新选择。",
    "PurposeMissing": "要显示完整号码，请先填写用途。",
    "WrongIdNumber": "身份证号不正确，请对照证件核对 18 位号码。",
    "WrongPhone": "电话号码不正确，请填 11 位手机号，或带区号的固定电话。",
    "HelperNotAdult": "帮扶人要年满 {0} 周岁。学生请选“手拉手伙伴”。",
    "PeerNotMinor": "手拉手伙伴是未满 {0} 周岁的学生，成年人请选其他类别。",
    "HelperAlreadyRegistered": "这个身份证号已经登记为帮扶人，请在列表中用身份证号查找。",
    "HelperDisqualified": "这位申请人有法律规定的禁止情形，不能担任帮扶人，没有例外。",
    "HelperNotApplied": "只有待审查的申请可以批准或不批准，这一位的状态已是“{0:helper_status}”。",
    "DeclarationUndecided": "本人报名时声明有禁止情形，请先核实。属实的不能批准，不属实的写明理由",
    "NothingDeclared": "没有待核实的声明，可以直接审批。",
    "HelperNotApproved": "这位帮扶人的状态是“{0:helper_status}”，批准以后才能结对。",
    "ConditionsNotConfirmed": "还有条件没有确认，请逐项确认后再批准。",
    "RecordCheckMissing": "还没有违法犯罪记录核查结果，请先核查并登记。",
    "RecordCheckExpired": "违法犯罪记录核查在{0:day}已到期，请重新核查并登记结果。",
    "CheckInTheFuture": "核查日期{0:day}还没有到，请改正。",
    "CheckBeforeMajority": "这位同伴已在{0:day}成年，请办理这一天以后的核查并登记。",
    "CheckOutdated": "已有更新的核查结果（{0:day}），请核对日期。",
    "OwnApplication": "不能审查自己的申请，请由其他工作人员办理。",
    "OwnPairing": "不能批准自己的结对，请由其他工作人员办理。",
    "SignedInTheFuture": "签署日期{0:day}还没有到，请改正。",
    "SignedBeforeWithdrawal": "家里在{0:day}撤回过同意，要用那天或以后重新签的同意书。",
    "OwnViewMissing": "孩子已满 {0} 周岁，要先听取孩子本人的意见并登记。",
    "OwnConsentMissing": "孩子已满 {0} 周岁，还要孩子本人同意，请征求后登记新的同意书。",
    "ConsentMissing": "还没有父母或监护人的书面同意，请先登记同意书。",
    "ConsentAlreadyWithdrawn": "这份同意已在{0:day}撤回，不能再次撤回。",
    "NoPairingNeeded": "这名儿童还没有评估心级，或不属于留守、困境儿童，不能结对。请先核对档案。",
    "MatchingUnderWay": "这个区域正在匹配，请等它完成后再开始新的。",
    "ProposalNotOpen": "这条建议{0:proposal_status}，不能再决定。请刷新列表。",
    "ProposalAlreadyAccepted": "另一位工作人员刚刚同意了这条建议，请刷新列表。",
    "HelperOfAnotherCounty": "这位帮扶人登记在别的县，不能与本县儿童结对，请改选本县的帮扶人。",
    "AlreadyPaired": "这两个人已经结对，不用重复登记。",
    "SlotTaken": "这个位置已经有人，请刷新列表，或重新匹配。",
    "WrongSide": "这个位置要由{0:slot}担任，而这位帮扶人是{1:category}。请另选一位。",
    "CapacityReached": "这位帮扶人的名额已满，请另选一位。",
    "OwnChild": "帮扶人不能与自己的子女或被监护人结对，请另选一位。",
    "PairRefusedBefore": "这一对以前被拒绝过，或是应一方的要求结束的，不能再次结对。请另选一位。",
    "SexPreferenceNotMet": "帮扶人或家庭对性别有要求，这一对不符合。请另选一位。",
    "SamePersonChosen": "换的人就是原来建议的人。要用这一位，请直接同意。",
    "PairingNotLive": "这个结对已经结束，不能再次结束。",
    "WishNotFound": "没有找到这个心愿，请刷新列表。",
    "WishNotInState": "这个心愿现在是“{0:wish_status}”，不能这样办。请刷新列表。",
    "WishTaken": "这个心愿刚刚被别人认领了，请另选一个。谢谢您的爱心。",
    "TooManyClaims": "您已认领 {0} 个还没有办好的心愿，请先办好或退回，再认领别的。",
    "WishClaimNotYours": "这个心愿不是您认领的，或认领已经过期。请刷新列表。",
    "OwnWishClaim": "这个心愿是您认领的，请由孩子家里、村里或学校确认收到。",
    "WishOfOwnPair": "这是您帮扶的孩子的心愿，请留给别人认领，或另选一个。",
    "WishNamesSomebody": (
        "公布的话里有孩子或家人的姓名、村、乡镇、学校、班级，或电话、证件号、微信、QQ。"
        "请改成看不出是哪个孩子的话。"
    ),
    "ApplicationNotFound": "没有查到这个查询码，请核对后再试。",
    "CapacityBelowLoad": "已经在帮 {0} 个孩子，名额不能更少。要减少请先结束结对。",
    "TrainingInTheFuture": "培训日期{0:day}还没有到，请改正。",
    "CertificateNotFound": "没有查到这份证明，请核对编号。",
    "CertificatePeriodInvalid": "起止日期不对：开始不能晚于结束，结束不能晚于今天。",
    "NothingToCertify": "这段时间没有登记过联系，不能开具证明。请先核对日期。",
    "TrialNotFound": "没有找到这次试算，请重新试算。",
    "WeightsMustRise": "分值不对：越远、关系越疏，分值不能越低。请改正。",
    "SponsorsAreLoveMothers": "只有爱心妈妈可以承担孩子每年的费用，请改选或不填金额。",
    "ContactNotFound": "没有找到这次联系，请从列表中重新选择。",
    "ContactDateInvalid": "日期{0:day}不对：不能是将来，也不能早于结对那天。请改正。",
    "NotPairedWithChild": "帮扶人和这名儿童没有正在进行的结对，不能登记。请先核对结对名单。",
    "ContactSentBefore": "这次联系刚刚已经登记过，不用再登记。",
    "ContactStruck": "这次联系已经撤销，不能再改。",
    "ContactNeedsWords": "选了“需要跟进”，请写一句是什么情况、要做什么。",
    "PhotoRefused": "只能上传照片（JPG、PNG）或录音（MP3、M4A、AMR、WAV、OGG）。请换一个文件。",
    "PlanNotFound": "没有找到这份计划，请从列表中重新选择。",
    "PlanStepNotFound": "计划里没有第 {0} 项，请刷新后重试。",
    "PlanDaysInvalid": "日期不对：计划的结束不能早于开始，每一步的期限都要在计划的日期之内。",
    "PlanOver": "这份计划已经结束，不能再改。需要时请另做一份。",
    "DiaryEntryNotFound": "没有找到这篇日记，请从列表中重新选择。",
    "HandoverNotFound": "没有找到这份交接，请刷新后重试。",
    "HandoverTaken": "这份交接已经有人接手。",
    "ChildListedTwice": "同一个孩子在名单里出现了两次，请只留一行再提交。",
    "RankImpossible": "名次 {0} 比全班人数 {1} 还多，请核对。",
    "TermNotEnded": "这个学期还没有到期末，期末那个月起才能登记成绩。",
    "PhotoTooLarge": "文件超过 {0} MB，请压缩或重拍后再传。",
    "TooManyPhotos": "一次联系最多 {0} 个照片或录音。",
    "ContactFileNotFound": "没有找到这个文件，或您的角色不能查看。",
}

TIER = {"village": "同村", "township": "同乡镇", "county": "同县"}

# Why this pair.
REASONS: dict[str, str] = {
    "same_village": "同村",
    "same_township": "同乡镇",
    "same_county": "同县",
    "kin": "亲属",
    "bond": "平时就在照顾",
    "same_school": "同校教师",
    "only_candidate": "全县唯一可以担任的{slot}",
    "only_as_near": "这个范围内唯一可以担任的{slot}",
    "nearer_needed": "更近的{count}位{slot}另有安排",
    "load": "结对后帮扶{children}人，最多{most}人",
    # Why nobody, and what would change it.
    "all_given": "可以担任的{count}位{slot}名额都已用完",
    "nobody": "全县没有可以担任的{slot}",
    "lacks_check_expired": "{tier}一位{slot}只差重新核查违法犯罪记录",
    "lacks_not_checked": "{tier}一位申请人（{slot}）只差核查和批准",
    "lacks_not_approved": "{tier}一位申请人（{slot}）只差批准",
    "lacks_sex": "{tier}一位{slot}有空，只是性别要求不符",
    "lacks_capacity": "{tier}一位{slot}只差名额",
}


def reasons_text(reasons: Iterable[Mapping[str, Any]]) -> str:
    """The reasons as one sentence; each is {"code", "params"}."""
    return "；".join(_reason(reason["code"], reason["params"]) for reason in reasons) + "。"


def _reason(code: str, params: Mapping[str, Any]) -> str:
    worded = {
        "slot": WORDS["slot"].get(str(params.get("slot")), ""),
        "tier": TIER.get(str(params.get("tier")), ""),
    }
    return REASONS[code].format_map({**params, **worded})


# Why a child is watched; the numbers are those of the signs.
SIGNS: dict[str, str] = {
    "silent_days": "已有 {silent_days} 天没有人联系上",
    "overdue": "本学期 {overdue} 项帮扶任务逾期",
    "missed": "最近 {of_sessions} 次活动缺席 {missed} 次",
    "ranks_lost": "名次比上学期落后 {ranks_lost} 位",
}


def signs_text(signs: Mapping[str, int]) -> str:
    """As one sentence, of those that count."""
    return "；".join(text.format_map(signs) for name, text in SIGNS.items() if signs[name]) + "。"
