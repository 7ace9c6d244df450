"""What a form field says when it refuses."""

FIELD = {
    "required": "请填写这一项。",
    "null": "这一项不能为空。",
    "validator_failed": "填写的内容不对，请检查。",
    "invalid": "填写的内容不对，请检查。",
    "invalid_utf8": "文字编码不对，请重新填写。",
    "invalid_uuid": "编号不对，请从列表中重新选择。",
    "too_large": "数字太大，请检查。",
    "special": "请填写普通数字。",
    "format": "格式不对，请检查。",
    "type": "填写的内容不对，请检查。",
    "unknown": "没有这一项，请去掉。",
}
DATE = "请填写日期，例如 2025-09-10。"
TIME = "请填写时间，例如 14:30。"
INTEGER = "请填写整数。"
BOOLEAN = "请选择“是”或“否”。"
TOO_SHORT = "至少 {min} 个字。"
TOO_LONG = "最多 {max} 个字。"
LENGTH = "应为 {min} 至 {max} 个字。"
LENGTH_EQUAL = "应为 {equal} 个字。"
AT_LEAST = "不能小于 {min}。"
AT_MOST = "不能大于 {max}。"
RANGE = "应在 {min} 至 {max} 之间。"
CHOICE = "请从给出的选项中选择。"
PATTERN = "格式不对，请检查。"
