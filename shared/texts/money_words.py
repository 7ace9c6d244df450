"""What the codes of funding are called."""

MONEY_WORDS: dict[str, dict[str, str]] = {
    "fund_kind": {"treasury": "财政拨款", "donor": "社会捐赠", "joint": "共建单位"},
    "roll_state": {
        "proposed": "待审批",
        "approved": "待支付",
        "refused": "已退回",
        "paid": "已支付",
    },
    "line_state": {"proposed": "待审批", "approved": "已审批", "dropped": "审批时剔除"},
    "payment_state": {"due": "待支付", "paid": "已支付", "reversed": "已冲正"},
    "entry_kind": {
        "funds_received": "资金到账",
        "grant_approved": "审批列支",
        "grant_paid": "支付",
        "grant_reversed": "冲正",
    },
    "account": {
        "1002": "银行存款",
        "2307": "应付补助款",
        "4001": "财政拨款收入",
        "4002": "捐赠收入",
        "4003": "共建收入",
        "5001": "补助支出",
    },
    "eligible": {
        "no_hardship": "没有该项补助要求的困难情形",
        "no_rate_for_stage": "所在学段没有补助标准",
        "no_month_in_term": "本学期没有可发月份",
        "already_granted": "本学期已经发放或已审批",
        "on_open_roll": "已在待审批的名单上",
        "amount_changed": "提交后金额有变，需重新提交",
        "child_not_known": "没有这名儿童的资料",
        "single_parent": "单亲",
        "parent_disabled": "父母残疾",
        "parent_ill": "父母重病",
        "low_income": "低保户",
        "orphan": "孤儿",
        "child_disabled": "儿童残疾",
        "poverty_alleviated": "脱贫户",
    },
    "fault": {
        "changed": "分录被改动",
        "missing": "分录缺失",
        "head": "账簿末尾有增减",
        "payment_differs": "支付记录与分录不符",
        "fund_differs": "资金合计与分录不符",
        "roll_differs": "发放批次与分录不符",
    },
    "scheme": {"xishui_living": "留守困难儿童生活补助"},
    "season": {"autumn": "秋季学期", "spring": "春季学期"},
}
MONEY_TONES: dict[str, dict[str, str]] = {
    "roll_state": {"proposed": "amber", "approved": "blue", "paid": "green"},
    "line_state": {"approved": "green", "dropped": "amber"},
    "payment_state": {"due": "blue", "paid": "green", "reversed": "amber"},
}
