"""The sign-ins of the demo: one per role, refused outside the demo."""

from dataclasses import dataclass
from typing import Any

from gateway import passwords
from gateway.handlers.accounts import Post, open_account
from gateway.settings import WebSettings
from lantian.client import Api
from shared.access.roles import Role
from shared.clock import now
from shared.contracts.gateway.errors import UsernameTaken

PASSWORD = "yanshi"  # noqa: S105 - printed at the start; opens nothing outside the demo
COUNTY, TOWNSHIP, VILLAGE = "520330", "桃林镇", "永胜村村民委员会"


@dataclass(frozen=True)
class Login:
    username: str
    title: str
    role: Role
    area: str = ""  # "", "county", "township" or "village"
    at: str = ""  # "school", "helper" or "child"


LOGINS: tuple[Login, ...] = (
    Login("minzheng", "县民政局 登记员", Role.COUNTY_OFFICER, "county"),
    Login("fulian", "县妇联 结对专干", Role.COUNTY_FEDERATION, "county"),
    Login("zhen", "桃林镇 儿童督导员", Role.TOWNSHIP_OFFICER, "township"),
    Login("zhenfulian", "桃林镇 妇联主席", Role.TOWNSHIP_FEDERATION, "township"),
    Login("cun", "永胜村 儿童主任", Role.VILLAGE_OFFICER, "village"),
    Login("xiaozhang", "桃林小学 校长", Role.PRINCIPAL, at="school"),
    Login("banzhuren", "桃林小学 班主任", Role.HEAD_TEACHER, at="school"),
    Login("guanliyuan", "桃林小学 留守儿童之家管理员", Role.ROOM_MANAGER, at="school"),
    Login("xinli", "桃林小学 心理老师", Role.COUNSELLOR, at="school"),
    Login("bangfu", "代理家长", Role.HELPER, at="helper"),
    Login("jiazhang", "外出务工家长", Role.PARENT, at="child"),
    Login("jianhuren", "监护人", Role.GUARDIAN, at="child"),
    Login("chuna", "财务 经办", Role.FINANCE_CLERK, "county"),
    Login("shenpi", "财务 审批", Role.FINANCE_APPROVER, "county"),
    Login("fukuan", "财务 付款", Role.FINANCE_PAYER, "county"),
    Login("yigong", "义工联合会", Role.VOLUNTEER_FEDERATION, "county"),
    Login("jiaoyu", "县教育局", Role.EDUCATION_BUREAU, "county"),
    Login("gongan", "县公安局 未保专班", Role.POLICE, "county"),
    Login("ducha", "督查", Role.AUDITOR, "county"),
    Login("xitong", "系统管理员", Role.SYSTEM_ADMIN),
    Login("anquan", "安全管理员", Role.SECURITY_ADMIN),
    Login("shenji", "审计管理员", Role.AUDIT_ADMIN),
    Login("yunwei", "运行维护", Role.OPERATOR),
)


@dataclass(frozen=True)
class Places:
    """What accounts stand for, as far as it is known; None or "" while it is not."""

    township: str = ""
    village: str = ""
    school_id: str | None = None
    helper_id: str | None = None
    child_id: str | None = None


class Posts:
    """Opens the accounts in the gateway's own database, and signs in with them."""

    def __init__(self, database: Any, settings: WebSettings, url: str) -> None:
        self._database, self._url = database, url
        self._hash = passwords.hashed(PASSWORD, settings)
        self._signed_in: dict[str, Api] = {}

    def open(self, places: Places) -> None:
        """All accounts whose place is known by now; one that is there already stays as it is."""
        for login in LOGINS:
            post = post_of(login, places)
            if post is not None:
                self._open(login, post)

    def _open(self, login: Login, post: Post) -> None:
        try:
            with self._database.transaction() as uow:
                open_account(
                    uow,
                    username=login.username,
                    display_name=login.title,
                    post=post,
                    by="system",
                    now=now(),
                    password_hash=self._hash,
                    demo=True,
                )
        except UsernameTaken:
            return

    def sign_in(self, username: str) -> Api:
        if username not in self._signed_in:
            self._signed_in[username] = Api(self._url).sign_in(username, PASSWORD)
        return self._signed_in[username]

    @property
    def public(self) -> Api:
        """Whoever has no account."""
        return Api(self._url)

    def sign_all_out(self) -> None:
        for api in self._signed_in.values():
            api.delete("/session")


def post_of(login: Login, places: Places) -> Post | None:
    """None while the place, school, helper or child is not known."""
    area = {"county": COUNTY, "township": places.township, "village": places.village}
    about = {"school": places.school_id, "helper": places.helper_id, "child": places.child_id}
    if (login.area and not area[login.area]) or (login.at and not about[login.at]):
        return None
    return Post(
        roles=frozenset({login.role}),
        area=area.get(login.area, ""),
        school_id=places.school_id if login.at == "school" else None,
        person_id=places.helper_id if login.at == "helper" else None,
        child_ids=(places.child_id,) if login.at == "child" and places.child_id else (),
    )
