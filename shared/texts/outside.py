"""What goes outside the application: no name, no diagnosis, no place. One line per kind.

A new wording is a new version at the end. The placeholders are a number, a code and a link, and
there are no others (`services/notifications/domain/outside.py`).
"""

OUTSIDE: dict[str, tuple[str, ...]] = {
    "emergency_child": ("您有一条关于孩子的紧急消息，请打开 {link} 确认收到，再登录查看。",),
    "emergency": ("您有一条紧急消息，请打开 {link} 确认收到，再登录处理。",),
    "important_child": ("您有一条关于孩子的消息，请打开 {link} 确认收到，再登录查看。",),
    "important": ("您有一件事需要办理，请打开 {link} 确认收到，再登录处理。",),
    "digest": ("您有 {count} 条新通知，请有空时登录蓝天守护查看。",),
    "code": ("您的验证码是 {code}，30 分钟内有效。请勿告诉他人。",),
}
# On the page behind the link: there is no link to open any more.
LINKED: dict[str, str] = {
    "emergency_child": "您有一条关于孩子的紧急消息。",
    "emergency": "您有一条紧急消息。",
    "important_child": "您有一条关于孩子的消息。",
    "important": "您有一件事需要办理。",
}
SUBJECT = "蓝天守护：您有新消息"
SIGNED = "【蓝天守护】"


def newest(kind: str) -> int:
    """The version of a message made now; counted from 1."""
    return len(OUTSIDE[kind])


def outside_text(kind: str, version: int, *, count: int, code: str | None, link: str | None) -> str:
    return OUTSIDE[kind][version - 1].format(count=count, code=code, link=link)
