"""The words of the pages themselves: colours of states, menus, and what was just done."""

from shared.texts.money_words import MONEY_TONES

# Amber asks for something, green is done; red is kept for danger to a child.
TONES: dict[str, dict[str, str]] = {
    "status": {"left_behind": "blue", "to_verify": "amber", "in_difficulty": "amber"},
    "outcome": {"accepted": "green", "merged": "blue", "rejected": "amber"},
    "import_state": {"done": "green", "failed": "amber", "reading": "blue", "storing": "blue"},
    "helper_status": {"applied": "amber", "approved": "green", "suspended": "amber"},
    "matching_status": {"proposed": "green", "failed": "amber", "running": "blue"},
    "proposal_status": {"open": "amber", "accepted": "green"},
    "pairing_status": {"active": "green", "suspended": "amber"},
    "coverage": {"full": "green", "half": "amber", "none": "amber"},
    "session_state": {"planned": "blue", "held": "green"},
    "mark": {"present": "green", "absent": "amber"},
    "message_state": {"delivered": "blue"},
    "account_state": {"requested": "amber", "invited": "amber", "open": "green"},
    "left_behind": {"yes": "blue", "verify": "amber"},
    **MONEY_TONES,
}

MENU: dict[str, str] = {
    "home": "首页",
    "children": "儿童档案",
    "imports": "花名册导入",
    "duplicates": "疑似重复",
    "places": "区域一览",
    "schools": "学校",
    "helpers": "帮扶人",
    "matchings": "结对匹配",
    "pairings": "结对名单",
    "rooms": "儿童之家",
    "sessions": "活动安排",
    "eligible": "资助名单",
    "rolls": "发放批次",
    "payments": "支付记录",
    "funds": "资金与余额",
    "ledger": "账簿核对",
    "notifications": "通知",
    "audit": "查阅记录",
    "integrity": "记录校验",
    "accounts": "账号管理",
    "packs": "政策规则",
    "more": "更多",
}
MENU_GROUPS: dict[str, str] = {
    "top": "",
    "registry": "儿童",
    "pairing": "结对",
    "activities": "活动",
    "funding": "资金",
    "admin": "管理",
}


MYSELF, COLLEAGUE = "本人", "本校教师"
# Endings of official names that lists leave out: everybody says the village, not its committee.
COMMITTEES = ("村民委员会", "居民委员会")

# What stands in green on the page after a form: key in the address -> sentence.
DONE: dict[str, str] = {
    "uploaded": "花名册已收到，正在逐行检查。",
    "registered": "已登记建档。",
    "corrected": "已改正，原来的内容留在变更记录里。",
    "assessed": "评估已保存，心级已更新。",
    "consented": "同意书已登记。",
    "consent_withdrawn": "已撤回同意。",
    "helper_registered": "申请已登记。接下来请做违法犯罪记录核查。",
    "checked": "核查结果已登记。",
    "approved": "已批准，可以参加结对。",
    "refused": "已登记为不批准。",
    "matching_started": "已开始计算，可以离开本页，稍后再来看结果。",
    "accepted": "已同意结对，双方会收到通知。",
    "accepted_all": "本页可以同意的配对都已同意。",
    "proposal_refused": "已拒绝这一对，以后不会再提出。",
    "pairing_ended": "结对已结束。",
    "room_opened": "儿童之家已登记。",
    "planned": "活动已安排。",
    "held": "活动已登记为开展。",
    "marked": "签到已保存。",
    "cancelled": "活动已取消。",
    "moved": "活动已改期。",
    "standards": "建设标准已更新。",
    "stock": "已记入设备台账。",
    "received": "到账资金已入账。",
    "proposed": "名单已提交，等待审批。",
    "roll_approved": "已审批，等待支付。",
    "roll_refused": "已退回。",
    "paid": "已支付并记账。",
    "read": "已标为已读。",
    "acknowledged": "已确认收到。",
    "account_opened": "账号已开通。",
    "account_requested": "申请已提交，请安全管理员批准后把链接交给本人。",
    "account_closed": "账号已停用。",
    "adopted": "已采用这套政策规则。",
    "password_changed": "密码已修改。",
    "signed_out": "已退出登录。",
}
