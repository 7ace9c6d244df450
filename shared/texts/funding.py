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
    "SponsorNeeded": "助学资助要从社会捐赠或共建单位的资金支出，请换一笔资金。",
    "OtherBenefit": "有儿童本学期已得到不能同时享受的另一项补助，不能再发。请刷新名单后重新提交。",
    "MonthsNotOfTerm": "{0}不在这个学期内，请重新选择月份。",
    "NobodyNamed": "只发部分月份时，请写明发给哪些儿童。",
    "WhyMissing": "补发以前学期，或者只发部分月份，请写明原因。",
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
    "FundRestricted": (
        "这笔资金只用于安排了预算的项目，没有安排{0:scheme}。请换一笔资金，或先安排预算。"
    ),
    "SchemeBudgetExceeded": (
        "这个项目在这笔资金中的预算不足：需要 {0:yuan} 元，还剩 {1:yuan} 元。"
        "请先调整预算，或分批提交。"
    ),
    "BudgetBelowCommitted": "这个项目已经审批了 {0:yuan} 元，预算不能更低。",
    "BudgetAboveFund": "各项目预算合计不能超过到账的金额，这一项最多 {0:yuan} 元。",
    "AlreadyGranted": (
        "有儿童已在另一个批次得到同一学期（月份）的补助，不能再发。请刷新后核对；"
        "因档案合并多出的一笔，请退还资金。"
    ),
    "ReliefNotFound": "没有找到这项救助，请从列表中重新选择。",
    "PaperNotFound": "没有找到这份票据。",
    "ReliefChildNotKnown": "没有找到这名儿童，或档案已并入另一份。请从儿童档案重新办理。",
    "PartsDoNotAddUp": "各项用途合计 {0:yuan} 元，与总额 {1:yuan} 元不符，请核对到分。",
    "MonthsNotValid": (
        "请填写起止月份，终止月份不能早于起始月份，同一月份不能重复；"
        "低保金逐月发放，各项不另选月份。"
    ),
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
    "NotOfASide": "核查由义工联合会和教育局的人员办理。",
    "CheckerIsProposer": "提交名单的人不能自己核查，请由另一位人员办理。",
    "OneSideEach": "您已代表一方核查过，另一方要由另一个人核查。",
    "ChecksMissing": "还没有双方核查同意：{0:check_side}。双方都同意后才能公示和审批。",
    "NoticeNotNeeded": "一名儿童的救助不公示。",
    "NoticeNotPosted": "名单还没有公示，请财务经办先公示。",
    "NoticeNotEnded": "公示到{0:day}结束，之后才能审批。",
    "WaiverNotAllowed": "本县规则不允许缩短公示。",
    "ObjectionsOpen": "还有 {0} 条异议没有答复，答复后才能审批。",
    "ObjectionNotFound": "没有找到这条异议。",
    "ObjectionClosed": "这条异议已经答复过。",
    "ObjectionLineUnknown": "这名儿童不在名单上，请从名单中选择。",
    "BatchNotFound": "没有找到这个银行批次。",
    "BankNotFound": "规则中没有这家银行的文件格式，请从列表中选择。",
    "NobodyPayable": "有 {0} 笔待支付，但都没有收款账号。请先登记账号。",
    "PaidAgainstReceipt": (
        "待支付的 {0} 笔都付给第三方，不能打到家庭账户。请在该项救助的页面凭收据逐期支付。"
    ),
    "BatchSettled": "这个银行批次{0:batch_state}，不能再办理。",
    "ResultTakenInAlready": "批次 {0} 的这份结果已经导入过，没有重复记账。",
    "PaymentNotFailed": "这笔支付{0:payment_state}。只有银行退回的可以重发或退还。",
    "BankFileUnreadable": "无法识别这份文件。请上传银行返回的原文件，不要用其他软件改存。",
    "BankResultOfOtherBatch": "这份结果属于批次 {0}，不是本批次 {1}。请到那个批次导入。",
    "BankResultIncomplete": (
        "文件不完整：只有 {0} 行，应有 {1} 行。请向银行重新索取，本次没有记账。"
    ),
    "BankLineUnknown": "文件中有本批次没有的行：{0}。本次没有记账。",
    "BankLineTwice": "第 {0} 行出现了两次。本次没有记账。",
    "BankAmountNotValid": "第 {0} 行的金额不对：{1}。金额最多两位小数，本次没有记账。",
    "BankResultAmountDiffers": (
        "第 {0} 行的金额被改动：文件是 {1} 元，发出的是 {2} 元。本次没有记账，请与银行核对。"
    ),
    "BankResultAccountDiffers": "第 {0} 行的账号与发出的不同。本次没有记账，请与银行核对。",
    "BankOutcomeUnknown": "第 {0} 行的结果“{1}”无法识别。本次没有记账。",
    "AlreadyInBatch": "有的款项刚刚已进入另一个银行批次，请刷新后再办理。",
    "RefundTooHigh": "退回的金额要少于支付的金额，最多 {0:yuan} 元。全额退回请用冲正。",
    "AlreadyRefunded": "这笔支付已登记过退款，不能再退或冲正。",
    "OnlyOwnPost": "只能委托自己的岗位，并且要委托给另一个人。",
    "DelegationDaysNotValid": "请核对委托的起止日期。",
    "NotDelegated": "您没有这个岗位，目前也没有人委托您代办。",
    "PeriodClosed": "{0} 的账已经结账，不能再记账。请在下个月办理，或联系审批人员。",
    "PeriodInFuture": "{0} 还没有到，不能结账。",
    "PaymentsWithBank": "这批款项已送银行，请导入银行结果，或处理银行退回的款项。",
}
