"""The bus in Chinese: refusals, warnings, and what its parts are called for who operates it."""

import re
from importlib import import_module
from importlib.util import find_spec

TEXTS: dict[str, str] = {
    "BrokerAway": "“{0}”连不上消息服务器，看不到也动不了消息。请先检查消息服务器。",
    "BrokerRefuses": (
        "消息服务器没有收下发给“{0}”的消息：队列已满，或还没有建好。已送出的不会重复生效，"
        "其余的仍在死信里。请先处理积压或启动该服务，再重试。"
    ),
    "OthersRead": "“{0}”的死信正由另一个操作处理。请过几秒再试。",
    "NoSuchConsumer": "“{0}”不接收事件“{1}”。请在“队列”里核对接收者和事件名称。",
    "NotOrphaned": "“{0}”不是无主队列，或已经不在了。请重新核对队列。",
    "QueueInUse": "队列“{0}”还有进程在接收，请先停掉旧版本的进程，再删除。",
    "QueueHoldsMessages": (
        "里面还有 {0} 条消息，没有删除。确认它们不再有用，"
        "请勾选“连同消息删除”（命令行加 --with-messages）。"
    ),
    "NothingChosen": "请说明要处理哪些死信：编号、事件类型、原因，或者全部。",
}
# Warnings: code -> sentence; {service}, {count}, {what} and {minutes} are filled in.
WARNINGS: dict[str, str] = {
    "service_away": "“{service}”暂时联系不上，它的情况不在下面。请先看这个服务是否在运行。",
    "database_away": "“{service}”连不上数据库，事件会等它恢复，不会丢失。请检查数据库。",
    "broker_away": "“{service}”连不上消息服务器，事件留在发件箱里等待。请检查消息服务器。",
    "dead_letters": "“{service}”有 {count} 条死信：{what}。请先看原因、排除问题，再重投。",
    "outbox_old": (
        "“{service}”有 {count} 条事件等了 {minutes} 分钟还没发出。请看转发进程是否在运行。"
    ),
    "outbox_problem": "“{service}”有 {count} 条事件发不出去：{what}。",
    "nobody_listens": "“{service}”的队列 {what} 没有人接收。请看这个服务是否在运行。",
    "no_queue": "“{service}”的队列 {what} 不存在。重新启动这个服务会建好它。",
    "quarantine": "“{service}”有 {count} 条消息正单独处理：{what}。处理它们时进程或连接曾中断。",
    "orphan": (
        "“{service}”有 {count} 个无主队列：接收它的处理方法已不存在，消息越积越多。"
        "请到“核对队列”查看并删除。"
    ),
    "backlog": "“{service}”的 {what} 积压了 {count} 条消息。",
}
# What the addresses of the API that ask every service do.
WHOLE: dict[str, str] = {
    "status": "各服务的队列、重试、死信、发件箱和警告",
    "topology": "各服务的队列是否与程序相符",
    "balance": "每种事件、每个接收方：发生 = 已处理 + 待处理 + 死信 + 放弃",
}
# What the relay notes at a row that it cannot get rid of -> why, and what to do.
PROBLEMS: dict[str, str] = {
    "no queue takes it": "没有队列接收，请看接收它的服务是否启动过",
    "no consumer": "没有队列接收，请看接收它的服务是否启动过",
    "a queue is full": "队列已满，请看接收它的服务为什么停了",
    "handled alone": "进程曾在它处理时中断，正单独重试",
    "buried if the process dies once more": "进程多次在它处理时中断，再中断一次就成为死信",
}

# Why a message died: the error's class -> what it means and what to look at.
REASONS: dict[str, str] = {
    "Undecodable": "内容读不懂，不是本系统发出的事件",
    "MissingField": "缺少必要的字段，发出它的服务版本可能太旧",
    "HandlerTooSlow": "处理超过时限，请看数据库是否太慢",
    "Permanent": "处理程序判定重试无用",
    "BeyondMemory": "太旧，已无法判断是否处理过。核实没有处理过的，请按编号重放（--id）",
    "delivery_limit": "处理它时进程或连接多次中断",
    "rejected": "被接收方退回",
    "expired": "在队列里过期",
    "maxlen": "队列已满",
    "IntegrityError": "与数据库里已有的数据冲突",
    "DataError": "数据不符合数据库的要求",
    "OperationalError": "数据库暂时不可用",
    "ProgrammingError": "程序与数据库结构不一致，请看是否升级完整",
    "unknown": "没有留下原因",
}
UNEXPLAINED = "处理程序出错，请把技术信息交给开发人员"
PLACE = re.compile(r"[“]?\{[^}]*\}[”]?")


def explain(service: str, reason: str) -> str:
    """A reason in words: a refusal by its own sentence, without what would fill its places."""
    said = REASONS.get(reason)
    if said is None:
        known = find_spec(f"shared.texts.{service}")
        module = import_module(known.name) if known else None
        refusals: dict[str, str] = getattr(module, "TEXTS", {})
        said = PLACE.sub("…", refusals[reason]) if reason in refusals else UNEXPLAINED
    return said


# What each service's own address of the API does.
OPERATIONS: dict[str, str] = {
    "bus_status": "本服务的队列、重试、死信和发件箱",
    "bus_topology": "本服务的队列是否与程序相符",
    "bus_subscriptions": "本服务接收哪些事件，从何时起",
    "count_committed": "本服务发生的事件数，按种类",
    "count_handled": "本服务收到的事件的去向",
    "list_settled": "本服务已发出的事件编号",
    "find_without_trace": "哪些事件在本服务没有下落",
    "list_dead_letters": "本服务的死信：原因和内容（个人信息已隐去）",
    "redrive_dead_letters": "重投死信；默认只预演",
    "discard_dead_letters": "放弃死信，内容加密留存；默认只预演",
    "remove_queue": "删除本服务的无主队列；默认只预演",
    "list_copies": "本服务由事件生成的数据副本，以及重建时要向谁要哪些事件",
    "list_replays": "本服务发出的事件的重放记录和进度",
    "start_replay": "把本服务的历史事件重放给一个接收者；默认只预演",
    "stop_replay": "停止一次重放，已发出的不收回",
    "clean_up": "归档和清理本服务的旧消息记录；默认只预演",
}
KEEPERS = ("registry", "pairing", "activities", "funding", "notifications", "gateway")


def operations() -> dict[str, str]:
    return {f"{keeper}.{name}": text for keeper in KEEPERS for name, text in OPERATIONS.items()}


# The command line's own words.
REPLAY_WOULD = "将向 {consumer} 重放 {events} 条事件。这是预演，加 --do-it 和 --why 才会执行。"
REPLAY_BEGUN = "已开始向 {consumer} 重放 {events} 条事件，编号 {id}。用 --list 看进度。"
REPLAY_UNHANDLED = "其中接收者已处理过的、已放弃的，不会再次生效。"
REPLAY_STOPPED = "重放 {id} 已停止，已发出的不收回。"
REPLAY_ENDED = "重放 {id} 不在进行中。"
NO_REPLAYS = "还没有重放记录。"
NO_COPIES = "“{service}”没有由事件生成的数据副本，无需重建。"
NOT_HEARD = "没有名为“{consumer}”的接收者。"
CLEAN_WOULD = (
    "“{service}”将归档或清理 {rows} 行：{tables}。这是预演，加 --do-it 和 --why 才会执行。"
)
CLEAN_BEGUN = "“{service}”已开始归档和清理，约 {rows} 行：{tables}。"
NOTHING_OLD = "没有到期的"
SWEPT: dict[str, str] = {
    "outbox": "发件箱转归档",
    "inbox": "收件记录",
    "outbox_archive": "归档（最多）",
    "timers": "已触发的定时",
    "commands": "办理记录",
    "jobs": "已结束的后台任务",
}
UNREACHABLE = "连不上网关 {url}（{why}）。请看网关是否在运行，或用 --url 指明地址。"
NOTHING_WRONG = "一切正常，没有需要处理的事情。"
COLUMNS: dict[str, str] = {
    "service": "服务",
    "event": "事件",
    "ready": "待处理",
    "consumers": "接收者",
    "quarantine": "单独处理",
    "dead": "死信",
    "queue": "队列",
    "reason": "原因",
    "kind": "用途",
    "state": "状态",
    "id": "编号",
    "database": "数据库",
    "broker": "消息服务器",
    "waiting": "待发出",
    "oldest": "最久（秒）",
    "retrying": "等待重试",
    "committed": "发生",
    "handled": "已处理",
    "pending": "待处理",
    "discarded": "放弃",
    "difference": "差额",
    "replayed": "重放",
    "replay": "编号",
    "consumer": "接收者",
    "published": "已发出",
    "asked_by": "经手人",
    "asked_at": "开始时间",
}
NO_DEAD_LETTERS = "没有死信。"
FORGOTTEN = "太旧：收件记录已经不保留这么久，无法判断是否处理过。"
LETTER: dict[str, str] = {
    "explained": "原因：",
    "error": "技术信息：",
    "died_at": "成为死信：",
    "happened_at": "事件发生：",
    "attempts": "处理次数：",
    "consumer": "处理方法：",
}
ACTED: dict[str, str] = {
    "redrive_dry": "预演：会重投 {count} 条死信，什么都还没有做。加 --do-it --why 原因 才会重投。",
    "redrive_done": "已重投 {count} 条死信。",
    "discard_dry": "预演：会放弃 {count} 条死信，什么都还没有做。加 --do-it --why 原因 才会放弃。",
    "discard_done": "已放弃 {count} 条死信，内容加密留存。",
    "refused": "有 {count} 条太旧，没有重投：无法判断是否处理过。确认后可加 --even-if-forgotten。",
    "left": "还剩 {count} 条没有处理，请再执行一次。",
}
ORPHANED = (
    "无主队列：接收它的处理方法在这个版本里已不存在，没有人会处理里面的消息，而事件还在进来。"
    "删除：lantian bus topology {service} --remove {queue}"
)
REMOVED: dict[str, str] = {
    "asked": "请写明这个队列列在哪个服务下，例如：lantian bus topology activities --remove 队列名",
    "dry": (
        "预演：会删除 {queue}，其中有 {messages} 条消息，什么都还没有做。"
        "加 --do-it --why 原因 才会删除。"
    ),
    "done": "已删除 {queue}，其中有 {messages} 条消息。",
}
NOT_ASKED = "联系不上：{services}，它们的情况不知道。请先看这些服务是否在运行。"
QUEUES_RIGHT = "所有队列都与程序相符。"
MENDED: dict[str, str] = {
    "done": "已重建 {count} 个队列，里面的消息都还在。现在可以启动服务了。",
    "rest": "已重建 {count} 个队列。",
    "lost": (
        "{queue} 重建的最后一刻又来了 {count} 条消息，没能保住。"
        "启动服务后请看 lantian bus conservation，照它说的补发。"
    ),
    "asked": "请写明服务；真正重建时还要加 --do-it 和 --why 原因。",
}
CONSERVED: dict[str, str] = {
    "True": "每一条事件都有下落。",
    "False": "有事件没有下落或还不能确定，或有服务联系不上，见下表。",
}
MISSING = (
    "“{event}”没有下落的事件：{ids}。请补发，已处理过的不会再次生效："
    "lantian bus replay {consumer} --only-unhandled {chosen} --do-it --why 原因"
)
