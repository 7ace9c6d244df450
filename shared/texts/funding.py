"""Chinese wording of funding's refusals; what its codes are called is in `money_words`."""

TEXTS: dict[str, str] = {
    "FundNotFound": "没有找到这笔资金，请从资金列表中重新选择。",
    "RollNotFound": "没有找到这个发放批次，请从批次列表中重新选择。",
    "PaymentNotFound": "没有找到这笔支付，请从支付记录中重新选择。",
    "SchemeNotFound": (
        "本县现行的政策规则“{1}”中没有这项补助。请核对补助名称，或先在“政策规则”中采用本县的规则。"
    ),
    "TermNotValid": "“{0}”不是学期。请写年份和学期，例如 2025-autumn（2025 年秋季学期）。",
    "TermTooFarAhead": "这个学期的名单要到{1:day}以后才能提交。",
    "FundDetailsMissing": "新开一笔资金，要填写名称、来源和所属的县。",
    "FundNameTaken": "本县已有同名的资金，请换一个名称，或把款项记入那笔资金。",
    "FundNotOfThisCounty": "这笔资金不属于名单所在的县，请换一笔资金。",
    "NobodyEligible": "没有可以发放的儿童。请到“资助名单”查看每个孩子不符合的原因。",
    "ChildNotEligible": "名单中有一名儿童不能发放，请到“资助名单”查看原因，去掉后再提交。",
    "RollNotProposed": "这个批次{0:roll_state}，不能再审批或退回。",
    "RollNotApproved": "这个批次{0:roll_state}，不能支付。只有已审批、还没有支付的批次可以支付。",
    "RollChanged": "批次的金额与您看到的不同，现在是 {0:yuan} 元。请刷新核对后再审批。",
    "ProposerCannotApprove": "提交名单的人不能自己审批，请由另一位审批人员办理。",
    "ProposerCannotPay": "提交名单的人不能办理支付，请由支付人员办理。",
    "ApproverCannotPay": "审批的人不能办理支付，请由另一位支付人员办理。",
    "PayerCannotReverse": "办理支付的人不能自己冲正，请由审批人员办理。",
    "PeopleNotDifferent": "提交、审批、支付要由三个人分别办理，请由另一位人员办理这一步。",
    "BudgetExceeded": (
        "这笔资金余额不足：需要 {0:yuan} 元，可用 {1:yuan} 元。请先登记到账，或分批提交。"
    ),
    "AlreadyGranted": "名单中有儿童刚刚在另一个批次审批了同一学期的补助。请刷新后重新审批。",
    "ReliefNotFound": "没有找到这项救助，请从列表中重新选择。",
    "PaperNotFound": "没有找到这份票据。",
    "ReliefChildNotKnown": "没有找到这名儿童，或档案已并入另一份。请从儿童档案重新办理。",
    "PartsDoNotAddUp": "各项用途合计 {0:yuan} 元，与总额 {1:yuan} 元不符，请核对到分。",
    "MonthsNotValid": "请填写起止月份，终止月份不能早于起始月份，同一月份不能重复。",
    "TooManyMonths": "一次最多安排 {0} 个月，到期请重新核定。",
    "ReliefTooHigh": "一次核定最多 {0:yuan} 元。请核对金额，确需更多时分次办理。",
    "PayeeMissing": "付给第三方的，要写明收款单位，例如寄宿班。",
    "AllowanceMonthPaid": "{0} 已按原标准发放。请从下个月起调整，或先冲正那一笔。",
    "PaidByInstalments": "救助和低保按期支付，请在该项救助的页面逐期办理。",
    "PaymentNotDue": "这一期{0:payment_state}，不能再支付。",
    "NotDueYet": "这一期要到{0:day}才能支付。",
    "ReceiptMissing": "付给第三方的，要填写收据编号并附上收据照片或 PDF。",
    "PaymentNotPaid": "这笔支付{0:payment_state}，不能冲正。只有已支付的可以冲正。",
    "BookIsAppendOnly": "账簿只能追加，不能修改或删除。记错的账请冲正后重新办理。",
}
