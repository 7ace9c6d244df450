"""Chinese of HTTP itself, and the one place that turns a code into its sentence."""

import pkgutil
import string
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module

import shared.texts
from shared.texts.report_words import period_name
from shared.texts.words import WORDS

API_TITLE = "蓝天守护 · 数据接口"
API_DESCRIPTION = (
    "农村留守儿童关爱保护服务的数据接口。先用 `POST /api/v1/session` 登录，"
    "再在请求头 `Authorization: Bearer …` 中带上得到的令牌。"
    "每个办理类请求可带 `Idempotency-Key`，重复提交只办一次。"
    "出错时返回 `application/problem+json`：`code` 固定不变，`detail` 是说明。"
)

KEY_DESCRIPTION = "办理编号，由调用方生成；同一编号重复提交只办一次，得到同样的回答。"

TITLES = {
    400: "请求有误",
    401: "请先登录",
    403: "没有权限",
    404: "没有找到",
    405: "不能这样操作",
    409: "情况有变",
    413: "文件太大",
    414: "地址太长",
    415: "文件或数据类型不对",
    422: "填写有误",
    429: "操作太频繁",
    500: "系统出错",
    503: "暂时无法使用",
    504: "等待超时",
}

HTTP = {
    "BadRequest": "请求的内容无法读懂，请检查后重试。",
    "PageNotFound": "没有这个页面或数据，请检查地址，或从首页重新进入。",
    "MethodNotAllowed": "这个地址不支持这种操作。",
    "NotAcceptable": "无法提供所要求的格式。",
    "Conflict": "数据刚刚被改动过，请刷新后再试。",
    "UploadTooLarge": "文件太大，无法接收。请把文件拆小后分次上传。",
    "AddressTooLong": "地址太长，请减少查询条件。",
    "HeadersTooLarge": "请求头太大，请清除浏览器中本站的数据后重试。",
    "UnsupportedMediaType": (
        "数据类型不对：请发送 application/json；上传文件请用 multipart/form-data。"
    ),
    "InvalidRequest": "有填写不对的地方，请按提示改正后再提交。",
    "TooManyRequests": "操作太频繁，请稍后再试。",
    "UnexpectedError": (
        "系统出了问题，您填写的内容没有保存。请稍后再试；仍不行时请把下面的编号告诉管理员。"
    ),
    "DatabaseAway": "数据库暂时无法连接，请稍后再试。",
    "AccessDenied": "不在您的管辖范围，或您的岗位不能办理这件事。如有需要，请联系上级负责人。",
    "KeyReused": "这次提交的编号已用于另一项操作，请刷新页面后重新提交。",
    "StillUnderWay": "这项操作还在办理，或中途停下了。请先刷新看看结果，再决定是否重新提交。",
    "StaleVersion": "这份资料刚刚被别人改过，请刷新后再改。",
    "Anonymised": "这份资料已过保存期并作了匿名处理，不能再查看或修改。",
}

SERVICE_NAMES = {
    "registry": "儿童档案",
    "pairing": "结对帮扶",
    "activities": "活动",
    "funding": "资金",
    "notifications": "通知",
    "gateway": "账号",
    "bus": "消息运行",
}

DAY = "{year}年{month}月{day}日"


def title(status: int) -> str:
    return TITLES.get(status, TITLES[500])


def sentence(code: str, arguments: Sequence[str], service: str = "") -> str:
    """The sentence of a refusal, by preference its own service's: two may use one name. A refusal
    without a sentence is said in general words."""
    pattern = sentences(service).get(code) or sentences().get(code)
    if pattern is None:
        return HTTP["UnexpectedError"]
    named = SERVICE_NAMES | WORDS["role"]
    return Forgiving().vformat(pattern, tuple(named.get(a, a) for a in arguments), {})


@cache
def sentences(service: str = "") -> Mapping[str, str]:
    """Those of one service; without one, all of them and those of HTTP."""
    found: dict[str, str] = {} if service else dict(HTTP)
    for module in pkgutil.iter_modules(shared.texts.__path__, "shared.texts."):
        if service in ("", module.name.rpartition(".")[2]):
            texts: Mapping[str, str] = getattr(import_module(module.name), "TEXTS", {})
            found |= texts
    return found


class Forgiving(string.Formatter):
    """A refusal with fewer arguments than its sentence has places still makes a sentence."""

    def get_value(
        self, key: int | str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> object:
        try:
            return super().get_value(key, args, kwargs)
        except (IndexError, KeyError):
            return ""

    def format_field(self, value: object, format_spec: str) -> str:
        """`{0:weekday}` says a code by its word, `{0:day}` a date or an amount
        as people here write it."""
        if format_spec in WORDS:
            return WORDS[format_spec].get(str(value), str(value))
        if format_spec == "day":
            return _day(str(value))
        if format_spec == "quarter":
            return period_name(str(value))
        if format_spec == "yuan":
            return _yuan(str(value))
        return str(super().format_field(value, format_spec))


def _day(value: str) -> str:
    try:
        when = date.fromisoformat(value)
    except ValueError:
        return value
    return DAY.format(year=when.year, month=when.month, day=when.day)


def _yuan(fen: str) -> str:
    """Whole fen as yuan, exactly: 1234567 is 12,345.67."""
    return f"{int(fen) // 100:,}.{int(fen) % 100:02}" if fen.isdigit() else fen


def field_message(message: str) -> str:
    """A schema's message, which is Chinese already, or a code of ours."""
    return sentences().get(message, message)
