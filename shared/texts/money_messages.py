"""Wording of the messages about money; versions as in `notifications`."""

MONEY_TEMPLATES: dict[str, tuple[tuple[str, str], ...]] = {
    "funds_received": (("资金到账", "{kind}到账 {amount_fen}。"),),
    "roll_proposed": (
        (
            "补助名单待审批",
            "{place}{term}{scheme}名单：{children} 人，共 {total_fen}。请审批。",
        ),
    ),
    "roll_approved": (
        (
            "补助名单待支付",
            "{place}{term}{scheme}名单已审批：{children} 人，共 {total_fen}。请支付。",
        ),
    ),
    "roll_refused": (
        (
            "补助名单被退回",
            "{place}{term}{scheme}名单（{children} 人，共 {total_fen}）被退回。"
            "请查看原因，修改后再提交。",
        ),
    ),
    "payment_made": (("补助已发放", "{child}{term}的{scheme} {amount_fen} 已发放。"),),
    "roll_noticed": (
        (
            "补助名单公示",
            "{place}{term}{scheme}名单从{from_date}公示到{to_date}，请张贴，有异议的登记上报。",
        ),
    ),
    "book_signed": (
        (
            "账簿已签名",
            "账簿记到第 {position} 笔，校验码 {hash}，签名 {signature}。"
            "请留存，日后可据此查出改动。",
        ),
    ),
    "batch_returned": (
        (
            "银行结果已入账",
            "{place}{term}{scheme}：已支付 {paid} 笔，共 {amount_fen}；"
            "银行退回 {failed} 笔，请处理退回的款项。",
        ),
    ),
    "instalment_due": (
        (
            "救助款到发放日",
            "{child}{term}的{scheme} {amount_fen} 已到发放日（{due_on}），"
            "请支付，付给第三方的要取得收据。",
        ),
    ),
    "payment_reversed": (
        ("补助已冲正", "{child}{term}的{scheme} {amount_fen} 已冲正。如有疑问，请联系乡镇。"),
    ),
}
