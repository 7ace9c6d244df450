"""Words of the lists in which money goes out, as workbooks and PDF."""

TITLES = {
    "roll": "发放名单",
    "notice": "公示名单",
    "batch": "银行发放明细",
    "refunds": "退款和冲正明细",
    "statement": "资金汇总表",
    "balance": "试算平衡表",
}
TITLE = "{place}{what}"
BOOK_NAME = "{title}{day}.{ending}"
SUBTITLE = "{about}    金额单位：元"
FOOT = "{exported}    第 {page} 页，共 {pages} 页"
MORE = "注：只列出前 20000 行，其余请按地方或学期分别导出。"
TOTAL = "合计"
SERIAL, CHILD, PLACE, SCHOOL, STAGE, MONTHS = "序号", "姓名", "村居", "学校", "学段", "月份"
TOWNSHIP, AMOUNT, STATE, WHY_IN, WHY_OUT = "乡镇", "金额", "状态", "列入理由", "剔除理由"
LINE, TAIL, OUTCOME, REASON = "行号", "账号尾号", "结果", "银行说明"
SCHEME, TERM, PAID_ON, RETURNED, BACK_ON, WHY = (
    *("项目", "学期或月份", "支付日期"),
    *("退回金额", "冲正日期", "原因"),
)
KEY, PEOPLE, GRANTED, PAID, OPEN, BACK = "类别", "人数", "已审批", "已支付", "待支付", "退回"
ACCOUNT, DEBIT, CREDIT, BALANCE = "会计科目", "借方合计", "贷方合计", "余额"
ABOUT_ROLL = "{scheme}  {term}"
ABOUT_BATCH = "批次 {number}"
AND = "、"
