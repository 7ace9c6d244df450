"""A notice in Chinese, as every channel says it."""

from services.notifications.domain.outside import Notice
from shared.texts.outside import outside_text


def worded(notice: Notice) -> str:
    return outside_text(
        notice.kind, notice.version, count=notice.count, code=notice.code, link=notice.link
    )
