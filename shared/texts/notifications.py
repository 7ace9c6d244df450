"""Chinese wording of notifications: refusals, and the templates of messages.

A template has versions: a message keeps the one it was made with, so a new wording is a new
version at the end and an old one is never edited. Placeholders in braces are filled in when the
message is shown, names among them under the reader's rights (`shared/message_wording.py`).
"""

from shared.texts.money_messages import MONEY_TEMPLATES
from shared.texts.pairing_messages import PAIRING_TEMPLATES

TEXTS: dict[str, str] = {
    "MessageNotFound": "没有找到这条通知，可能不是发给您的。请回到通知列表。",
    "ContactPointNotFound": "没有找到这种通知方式，可能已经删除。请刷新后再看。",
    "ChannelNotSet": "本县还没有开通这种通知方式，请选另一种。",
    "ChannelTaken": "每种方式只能登记一个。要换的话，请先删除原来的。",
    "AddressNotFitting": "格式不对，请对照说明检查后重新填写。",
    "TooManyCodes": "今天的验证码已发到上限，请明天再试。",
    "NothingToConfirm": "现在没有等待填写的验证码。请先点“重新发送验证码”。",
    "DeliveryNotFound": "没有这条发送记录，请刷新后再看。",
    "NothingToSendAgain": "这条通知正在发送、已经送达或是验证码，不能再发。请刷新后再看。",
    "LinkUnknown": "这个链接不对。请完整打开消息里的链接，或登录后查看。",
    "LinkUsed": "这个链接已经用过或已过期。请登录后查看。",
}

# Key -> (title, text) of version 1, 2, ...
TEMPLATES: dict[str, tuple[tuple[str, str], ...]] = {
    "roster_imported": (
        (
            "名册已处理完",
            "收录 {accepted} 人，合并 {merged} 人，需改正 {rejected} 行。"
            "请查看结果，改正后重新上传。",
        ),
    ),
    "child_to_verify": (
        ("请核实留守情况", "{place}的{child}父母情况还不清楚，请尽快上门核实并补充资料。"),
    ),
    "child_left_behind": (
        ("新认定留守儿童", "{place}的{child}已认定为留守儿童，请安排走访并完成需求评估。"),
    ),
    "child_graded": (
        ("心级有变化", "{place}的{child}由{previous_level}变为{level}，请按新的心级落实责任人。"),
    ),
    "child_key_case": (
        (
            "重点关爱儿童",
            "{place}的{child}评为{level}，需要一名干部和一名教师共同结对，请尽快安排。",
        ),
    ),
    "children_merged": (
        ("两份档案已合并", "{place}的{child}原有两份档案，已合并成一份，两份的记录都保留。"),
    ),
    "merge_undone": (
        ("档案合并已撤销", "{place}的{child}的档案合并已撤销，恢复成两份，请分别核对。"),
    ),
    "pairing_moved": (("帮扶儿童的档案有调整", "{child}的档案已整理，您的结对照常继续。"),),
    "paid_twice": (
        (
            "同一儿童重复发放",
            "{child}的两份档案已合并，{term}的{scheme}两份都已支付，请核实后冲正其中一笔（{amount_fen}）。",
        ),
    ),
    "move_requested": (
        (
            "有儿童等待接收",
            "{child}申请转入{place}。请在{expires_on}前接收或答复不接收，答复之前仍由原地负责。",
        ),
    ),
    "move_accepted": (("迁移已办好", "{child}已由新的村（居）或学校接收，从现在起由那里负责。"),),
    "move_refused": (
        ("对方没有接收", "{place}的{child}没有被接收，仍由本地负责。请查看对方的答复。"),
    ),
    "move_expired": (
        (
            "迁移过期未答复",
            "{place}的{child}的迁移到期无人答复，仍由本地负责。请联系对方后重新申请。",
        ),
    ),
    "move_withdrawn": (("迁移已撤回", "{child}的转入申请已撤回，不需要再办理。"),),
    "absence_noted": (
        ("有学生无故缺课", "{place}的{child}没有到校，原因不明。请上门或打电话查明情况。"),
    ),
    "dropout_noted": (
        ("有学生辍学，请劝返", "{place}的{child}已登记辍学。请配合学校上门劝返，每次都要登记。"),
    ),
    "dropout_reported": (
        (
            "辍学书面报告",
            "{place}的{child}多次劝返没有返校，学校已出具书面报告。请依法督促返校，并确认收到。",
        ),
    ),
    "dropout_family": (
        (
            "请让孩子回校上学",
            "{child}已有多日没有到校。适龄儿童必须接受义务教育，请尽快与学校联系。",
        ),
    ),
    "dropout_ended": (("学生已返校或查明原因", "{place}的{child}：{outcome}。"),),
    "child_health": (
        (
            "体检有项目需要复查",
            "{child}{term}的体检有项目需要复查，请登录查看结果，带孩子到医院复查，并告诉班主任。",
        ),
    ),
    "letter_written": (("心理信箱来信", "有孩子写信给心理信箱，请在{answer_by}前阅读并回信。"),),
    "letter_unanswered": (
        ("心理信箱有信没回", "有一封信应在{answer_by}前回复，还没有回。请心理老师马上回信。"),
    ),
    "danger_written": (
        ("来信提到危险", "心理信箱有一封信提到危险，已经立案。请马上读信，当面见到孩子。"),
    ),
    "health_follow": (
        (
            "有学生体检需要跟进",
            "{place}的{child}{term}的体检有项目需要复查，请提醒家长并登记结果。",
        ),
    ),
    "school_promoted": (
        (
            "学校已办理升级",
            "{year}学年：升级 {promoted} 人，留级 {repeated} 人，毕业 {graduated} 人。"
            "毕业生请尽快落实新学校。",
        ),
    ),
    "school_promotion_undone": (
        ("学校升级已撤销", "{year}学年的升级已撤销，学生恢复原来的班级，请核对后重新办理。"),
    ),
    "child_aged": (("孩子到了新的年龄", "{place}的{child}{age}"),),
    "child_exited": (
        ("儿童已销档", "{place}的{child}已销档。仍有结对或资助的，请按规定办理结束和交接。"),
    ),
    "care_entrusted": (
        (
            "已办理委托照护",
            "{place}的{child}自{from_date}起由受委托人照护，到{to_date}止。"
            "请父母每周至少与孩子、受委托人各联系一次。",
        ),
    ),
    "contact_missing": (
        (
            "孩子和父母没有联系",
            "{place}新增 {newly} 名孩子，共 {children} 名孩子，父母已有 {days} 天以上没有联系。"
            "请提醒父母打个电话或视频，再登记下来。",
        ),
    ),
    "contact_missing_school": (
        (
            "学生和父母没有联系",
            "本校新增 {newly} 名学生，共 {children} 名学生，父母已有 {days} 天以上没有联系。"
            "请提醒父母打个电话或视频，再登记下来。",
        ),
    ),
    "care_ending": (
        (
            "委托照护快到期",
            "{place}的{child}的委托照护到{to_date}止。请父母回来照护，或重新办理委托监护确认书。",
        ),
    ),
    "care_ended": (
        (
            "委托照护已结束",
            "{place}的{child}的委托照护已结束（{ending}）。请确认孩子现在由谁照护，并改正档案。",
        ),
    ),
    "verification_due": (
        (
            "请完成季度核查",
            "{place}{quarter}的核查还没有提交，未确认的儿童 {waiting} 名，请在{deadline}前完成。",
        ),
    ),
    "verification_overdue": (
        (
            "季度核查已逾期",
            "{place}{quarter}的核查应在{deadline}前提交，现已逾期，"
            "未确认的儿童 {waiting} 名，请尽快完成。",
        ),
    ),
    "sign_off_due": (
        (
            "请督促下级完成季度核查",
            "{place}{quarter}的核查还没有签字，未完成的下级 {waiting} 处，请在{deadline}前完成。",
        ),
    ),
    "sign_off_overdue": (
        (
            "季度核查签字已逾期",
            "{place}{quarter}的核查应在{deadline}前签字，现已逾期，"
            "未完成的下级 {waiting} 处，请逐处催办。",
        ),
    ),
    "sign_off_ready": (("下级核查已全部完成", "{quarter}的核查，下级已全部签字，请核对后签字。"),),
    "plan_step_due": (
        (
            "方案任务快到期",
            "{place}工作方案里由您负责的一项任务要在{deadline}前完成，请办好后登记。",
        ),
    ),
    "plan_step_overdue": (
        (
            "方案任务已逾期",
            "{place}工作方案的一项任务应在{deadline}前完成，现已逾期。请尽快办理并登记进展。",
        ),
    ),
    "finding_made": (
        ("督查发现问题，请整改", "{place}在督查中发现一个问题，请在{deadline}前整改并答复。"),
    ),
    "finding_due": (
        ("督查整改快到期", "{place}督查发现的一个问题要在{deadline}前整改，请办好后答复。"),
    ),
    "finding_overdue": (
        (
            "督查整改已逾期",
            "{place}督查发现的一个问题应在{deadline}前整改，至今没有答复。请尽快办理或催办。",
        ),
    ),
    "finding_answered": (("整改已答复，请审核", "{place}已答复一个督查问题的整改情况，请审核。"),),
    "finding_accepted": (("整改已通过", "{place}的一个督查问题已审核通过，予以销号。"),),
    "finding_sent_back": (
        ("整改被退回", "{place}的一个督查问题整改被退回，请在{deadline}前重新整改并答复。"),
    ),
    "letters_unsigned": (
        (
            "责任书还没有签完",
            "{place}{year}年度的责任书还有 {waiting} 份没有签，请在{deadline}前签好并登记。",
        ),
    ),
    "letters_overdue": (
        (
            "责任书逾期未签",
            "{place}{year}年度的责任书应在{deadline}前签完，还有 {waiting} 份没有签，"
            "请尽快签好并登记。",
        ),
    ),
    "evaluation_signed": (
        ("年度考核结果已签定", "{place}{year}年度考核结果已签定，请查看得分和依据。"),
    ),
    "evaluation_commended": (
        ("拟列入表彰名单", "{place}{year}年度考核结果已签定，拟列入表彰名单，请查看得分和依据。"),
    ),
    "pack_adopted": (
        (
            "新的政策规则",
            "{place}自{valid_from}起执行新的政策规则，之后的认定、结对和补助按新规则办理。",
        ),
    ),
    "case_opened": (("新的保护个案", "{place}有一件保护个案，请留意进展，按分工配合处置。"),),
    "case_matched": (
        ("保护个案涉及本村儿童", "{place}的{child}有一件保护个案，请查看并配合处置。"),
    ),
    "case_duty_set": (("紧急：请立即办理", "{place}保护个案：{task}。请在{due_at}前办好并确认。"),),
    "case_duty_reminded": (
        ("紧急：快到期了", "{place}保护个案：{task}，还没有确认，{due_at}到期。"),
    ),
    "case_duty_missed": (
        (
            "紧急：已逾期，请马上处理",
            "{place}保护个案：{task}，应在{due_at}前办好，至今没有人确认。请马上处理并确认。",
        ),
    ),
    "case_duty_done": (("任务已确认", "{place}保护个案：{task}，已确认办理。"),),
    "case_assessed": (("保护个案已评估", "{place}的一件保护个案已完成评估，请查看并安排帮扶。"),),
    "case_petition": (
        (
            "请研究是否申请撤销监护人资格",
            "{place}的一件保护个案出现法定情形：{ground}。请研究是否向法院提出申请。",
        ),
    ),
    "case_closed": (("保护个案已结案", "{place}的一件保护个案已结案：{result}。"),),
    **PAIRING_TEMPLATES,
    "room_opened": (("留守儿童之家已开设", "学校的留守儿童之家已开设。请对照八项标准补齐所缺。"),),
    "session_planned": (
        ("新的活动安排", "{on_date} {starts_at}—{ends_at} 有一次活动，请做好准备。"),
    ),
    "session_moved": (("活动改期", "原定{from_date}的活动改到{on_date} {starts_at}—{ends_at}。"),),
    "session_cancelled": (("活动取消", "原定{on_date}的活动已取消。"),),
    "session_attended": (("孩子参加了活动", "{child}参加了{on_date}的学校关爱活动。"),),
    "session_missed": (
        (
            "孩子没有参加活动",
            "{child}没有参加{on_date}的学校关爱活动。如有特殊情况，请告诉班主任。",
        ),
    ),
    **MONEY_TEMPLATES,
    "account_opened": (
        ("账号已开通", "您的账号已开通，岗位：{roles}。请妥善保管密码，不要转借他人。"),
    ),
}

# Said where the reader may not see the name, or the owner of the names is away.
WITHOUT_NAME = {"child": "一名儿童", "helper": "一名帮扶人", "place": "本地"}
# Said for a code that only a policy pack knows.
WITHOUT_WORD = {"scheme": "补助", "case_duty": "保护任务"}
DAY = "{year}年{month}月{day}日"
MOMENT = "{at.month}月{at.day}日 {at:%H:%M}"
MONTH = "{year}年{month}月"
TERM = "{year}年{season}"
MONEY = "{yuan} 元"
LIST = "、"
