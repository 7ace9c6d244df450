"""Words of channels outside the application, and of what was delivered by them."""

REACHING_WORDS: dict[str, dict[str, str]] = {
    "channel": {
        "email": "邮箱",
        "sms": "手机短信",
        "wecom": "企业微信群机器人",
        "dingtalk": "钉钉群机器人",
        "webhook": "县里的其他系统",
    },
    "point_state": {
        "unconfirmed": "等待填写验证码",
        "confirmed": "已确认",
        "dropped": "退回，已停用",
    },
    "delivery_state": {
        "queued": "等待发送",
        "sending": "正在发送",
        "delivered": "已送出",
        "failed": "没有送到",
        "unknown": "不知道是否送到",
        "acknowledged": "已确认收到",
    },
    "delivery_kind": {
        "emergency_child": "关于孩子的紧急消息",
        "emergency": "紧急消息",
        "important_child": "关于孩子的消息",
        "important": "待办事项",
        "digest": "每日汇总",
        "code": "验证码",
    },
    "delivery_problem": {
        "timeout": "对方没有按时回答",
        "connection_lost": "发送途中断线",
        "no_connection": "连不上对方的服务器",
        "not_trusted": "对方服务器的证书不可信",
        "not_let_in": "对方不接受我们的账号密码",
        "garbage": "对方的回答看不懂",
        "interrupted": "发送途中系统停止",
        "no_address": "没有可用的号码或地址",
        "refused": "对方拒收",
        "too_many": "对方嫌太频繁",
        "http_429": "对方嫌太频繁",
        "http_500": "对方系统出错",
        "http_502": "对方系统出错",
        "http_503": "对方暂停服务",
        "http_504": "对方没有按时回答",
        "smtp_450": "对方要求稍后再发",
        "smtp_451": "对方要求稍后再发",
        "smtp_550": "没有这个邮箱",
    },
}
REACHING_TONES: dict[str, dict[str, str]] = {
    "point_state": {"unconfirmed": "amber", "confirmed": "green", "dropped": "amber"},
    "delivery_state": {
        "queued": "blue",
        "sending": "blue",
        "delivered": "green",
        "failed": "amber",
        "unknown": "amber",
        "acknowledged": "green",
    },
}
OTHER_PROBLEM = "对方没有接受"
DONE_OF_REACHING: dict[str, str] = {
    "channel_added": "验证码已发出，请在下面填写。",
    "code_resent": "新的验证码已发出，请在下面填写；原来的不再有效。",
    "channel_confirmed": "已确认，今后会通过这种方式通知您。",
    "channel_removed": "已删除，今后不再往那里发通知。",
    "channel_first": "已排到最前，一般通知先用这种方式。",
    "hours_set": "时间已保存。",
    "sent_again": "已排队再发一次。",
}
WRONG_CODE = "验证码不对，或已过期。请检查后重新填写，也可以重新发送。"
# What to type for each channel.
HINTS: dict[str, str] = {
    "email": "例如 zhangsan@example.com",
    "sms": "11 位手机号",
    "wecom": "群机器人地址中 key= 后面的那一串",
    "dingtalk": "群机器人地址中 access_token= 后面的那一串，空一格，再填加签密钥（SEC 开头）",
    "webhook": "您在那个系统里的用户名",
}
# What the API calls its operations.
OPERATIONS: dict[str, str] = {
    "notifications.get_my_channels": "我的通知方式",
    "notifications.add_channel": "添加一种通知方式，验证码随即发出",
    "notifications.resend_code": "重新发送验证码",
    "notifications.confirm_channel": "填写验证码，确认通知方式",
    "notifications.remove_channel": "删除一种通知方式",
    "notifications.put_channel_first": "优先用这种方式",
    "notifications.set_receiving_hours": "设置免打扰时间和每日汇总时间",
    "notifications.delivery_overview": "各通知渠道的情况",
    "notifications.list_deliveries": "对外发送的通知",
    "notifications.get_delivery": "一条对外发送的通知",
    "notifications.send_again": "再发一次",
    "notifications.open_link": "打开通知中的链接（不需要登录）",
    "notifications.acknowledge_by_link": "用链接确认收到（不需要登录）",
}
