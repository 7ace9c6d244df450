"""Chinese wording of results scoring and commendation."""

from collections.abc import Mapping
from typing import Any

TEXTS: dict[str, str] = {
    "ScoringYearInvalid": "学年不对：不能是将来的学年，也不能太早。请重新选择。",
    "NothingToScore": "这所学校还没有登记这个学年期末的名次，不能确认。请先请学校登记成绩。",
    "ScoresChanged": "刚才有成绩登记或改正，积分已经变了。请看过新的积分再确认。",
    "ScoresConfirmed": "这个学年的积分县里已经确认，成绩不能再改，也不用再确认。",
    "PeriodInvalid": "没有这个学期或学年，请重新选择。",
    "PairingStartInvalid": "开始日期{0:day}不对：不能早于同意书的签署日期，也不能是将来。请改正。",
}

STEPS: dict[str, str] = {
    "ranks": "第 {of} 名到第 {to} 名，进步 {gained} 名，每名 {each} 分",
    "ranks_same": "第 {of} 名到第 {to} 名，没有进步",
    "ranks_fell": "第 {of} 名到第 {to} 名，退步不计分也不扣分",
    "ranks_none": "没有可以比较的名次",
    "top": "保持在前列",
    "top_none": "没有保持在前列",
    "no_breach": "没有受过学校处分",
    "no_breach_none": "受过学校处分",
    "three_good": "被评为三好学生",
    "three_good_none": "没有评为三好学生",
}


def step_text(step: Mapping[str, Any]) -> str:
    """Of a step of a sum, as it is stored: kind, points, each, of, to."""
    return STEPS[_key(step)].format(gained=_gained(step), **step)


def _gained(step: Mapping[str, Any]) -> int:
    return (step["of"] or 0) - (step["to"] or 0)


def _key(step: Mapping[str, Any]) -> str:
    if step["kind"] != "ranks":
        return step["kind"] if step["points"] else f"{step['kind']}_none"
    if step["of"] is None:
        return "ranks_none"
    gained = _gained(step)
    return "ranks" if gained > 0 else "ranks_fell" if gained < 0 else "ranks_same"


COMMENDED = "应完成 {asked} 项，按时完成 {done} 项"
LATE, OVERDUE = "，逾期补做 {late} 项", "，还有 {overdue} 项没有完成"
POINTS = "；帮扶的孩子学年成绩积 {points} 分"


def commended_text(*, done: int, late: int, overdue: int, points: int) -> str:
    """Why a helper is proposed for commendation."""
    said = COMMENDED.format(asked=done + late + overdue, done=done)
    said += LATE.format(late=late) if late else ""
    said += OVERDUE.format(overdue=overdue) if overdue else ""
    said += POINTS.format(points=points) if points else ""
    return said + "。"


SCORING_WORDS: dict[str, dict[str, str]] = {
    "scoring_state": {"open": "待确认", "confirmed": "已确认"},
}
SCORING_TONES: dict[str, dict[str, str]] = {
    "scoring_state": {"open": "amber", "confirmed": "green"},
}
SCORING_TEMPLATES: dict[str, tuple[tuple[str, str], ...]] = {
    "results_scored": (
        (
            "学年成绩积分已确认",
            "{term}的成绩积分县里已经确认：{children} 名学生有积分，{awards} 名获奖，"
            "奖金共 {total_fen}。",
        ),
    ),
    "award_due": (
        ("孩子得到成绩奖励", "{child}的学年成绩获得奖励 {amount_fen}，审批后发放，到时另行通知。"),
    ),
    "awards_waiting": (
        (
            "有成绩奖励等待发放",
            "{term}一所学校的成绩已确认，{awards} 名学生获奖，共 {total_fen}。请列入名单提交审批。",
        ),
    ),
}
