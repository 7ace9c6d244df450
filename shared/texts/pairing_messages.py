"""Messages about helping a child; see `shared.texts.notifications`."""

from shared.texts.scoring import SCORING_TEMPLATES

PAIRING_TEMPLATES: dict[str, tuple[tuple[str, str], ...]] = {
    **SCORING_TEMPLATES,
    "helper_applied": (
        ("有新的帮扶申请", "{place}的{helper}申请成为帮扶人（{category}），请核查后审批。"),
    ),
    "helper_approved": (("帮扶申请已通过", "您的帮扶申请已通过审查。安排结对后会再通知您。"),),
    "helper_refused": (
        ("帮扶申请未通过", "您的帮扶申请未通过审查。如有疑问，请联系乡镇联络指导站。"),
    ),
    "helper_suspended": (
        ("帮扶资格暂停", "{helper}的无违法记录核查已到期，结对暂停。请尽快办理新的核查。"),
    ),
    "helper_of_age": (
        (
            "同伴已经成年，结对暂停",
            "{helper}已满十八周岁，与孩子的结对暂停。请办理成年人的违法犯罪记录核查，登记后继续。",
        ),
    ),
    "helper_reinstated": (("帮扶资格恢复", "{helper}的新核查已通过，原有结对继续。"),),
    "pairing_suspended": (("结对暂停", "{helper}与{child}的结对暂停，等新的核查办好后继续。"),),
    "pairing_resumed": (("结对继续", "{helper}与{child}的结对已恢复。"),),
    "consent_recorded": (
        ("已取得监护人同意", "{place}的{child}已有监护人书面同意，可以安排结对。"),
    ),
    "consent_withdrawn": (
        ("监护人撤回同意", "{place}的{child}的监护人撤回了同意，结对已同时结束。请了解原因。"),
    ),
    "matching_proposed": (
        (
            "结对方案已算好",
            "{place}的结对方案提出 {proposed} 对，还有 {uncovered} 名儿童未完全覆盖。请逐一确认。",
        ),
    ),
    "proposal_refused": (
        ("一对结对建议被拒绝", "{helper}与{child}的结对建议被拒绝，不会再次提出。"),
    ),
    "pairing_activated": (
        ("结对成功", "{helper}与{child}已结对（{slot}）。请尽快完成第一次见面。"),
    ),
    "pairing_ended": (("结对结束", "{helper}与{child}的结对已结束（{slot}）。请做好交接。"),),
    "helper_reported": (
        ("帮扶人已批准", "{place}批准了{helper}（{category}）为帮扶人，报县备案。"),
    ),
    "check_expiring": (
        (
            "违法犯罪记录核查快到期",
            "{helper}的违法犯罪记录核查到{deadline}止，到期后结对会暂停。请提前办理新的核查。",
        ),
    ),
    "pairing_still_missing": (
        (
            "心级变更后还没有配齐帮扶人",
            "{place}的{child}现为{level}，应在{deadline}前配齐帮扶人，至今没有。请尽快安排结对。",
        ),
    ),
    "matching_automatic": (
        (
            "系统已重新匹配",
            "{place}有孩子需要新的帮扶人，系统已提出 {proposed} 对，"
            "还有 {uncovered} 名没有配齐。请决定。",
        ),
    ),
    "wish_submitted": (("有新的微心愿", "{place}有孩子登记了心愿，请审核后公布。"),),
    "wish_published": (("心愿已公布", "您登记的心愿已公布，等待认领。"),),
    "wish_claimed": (
        ("微心愿有人认领", "{place}的一个微心愿已有人认领，{deadline}前办好，请留意转交。"),
    ),
    "wish_lapsed": (("认领已过期", "一个微心愿的认领已过期，心愿已重新公布。"),),
    "wish_withdrawn": (
        (
            "心愿已撤下",
            "您认领的一个微心愿已不再需要办理，请不要再准备。已经买好的，请与乡镇联络指导站联系。",
        ),
    ),
    "wish_fulfilled": (("微心愿已办好", "{place}的一个微心愿已办好，请转交孩子后确认收到。"),),
    "wish_unconfirmed": (
        (
            "微心愿还没有确认",
            "{place}的一个微心愿说已送到联络站。收到请转交并确认，没有收到请退回。",
        ),
    ),
    "wish_not_received": (
        (
            "联络站没有收到",
            "您认领的微心愿，联络站没有收到，已重新公布。如已送到，请联系联络站。",
        ),
    ),
    "wish_confirmed": (("孩子收到了", "您认领的微心愿，孩子已经收到。谢谢您的爱心！"),),
    "promises_due": (
        (
            "帮扶任务提醒",
            "快到期 {due} 项，已逾期 {overdue} 项，最早的一项截至{deadline}。请完成后登记。",
        ),
    ),
    "help_step_due": (
        ("帮扶计划有一步到期", "{child}的帮扶计划有一步要在{deadline}前完成，请办好后登记结果。"),
    ),
    "handover_waiting": (
        ("请看上一位帮扶人的交接", "{child}以前的帮扶人留下了交接说明，请先看再联系孩子。"),
    ),
    "watch_list_grown": (
        ("有孩子需要重点关注", "{place}新增 {children} 名需要重点关注的孩子，请查看原因并跟进。"),
    ),
    "promises_neglected": (
        (
            "帮扶任务长期没有完成",
            "{place}有 {helpers} 位帮扶人的 {overdue} 项任务逾期已久。请了解原因，需要时换人帮扶。",
        ),
    ),
    "contact_follow_up": (
        ("帮扶人反映有情况", "{helper}联系{child}时发现有情况需要跟进，请查看并处理。"),
    ),
}
