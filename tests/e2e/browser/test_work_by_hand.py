"""The rest of the work by hand: a child and a helper registered, a room, a session, the money."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser.conftest import DESKTOP, PATIENCE, PHONE, Visit
from tests.e2e.story import COUNTY, PASSWORD, TODAY, Story, with_check_digit

expect.set_options(timeout=PATIENCE)
VILLAGE = "永胜村村民委员会"


def done(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def test_a_child_is_registered_corrected_and_its_number_shown_for_a_purpose(
    visit: Visit, story: Story
) -> None:
    page = visit("minzheng", PHONE)
    page.goto("/children/new")
    page.get_by_label("乡镇（街道）").select_option(label="桃林镇")
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="登记建档").click()
    expect(page.get_by_role("alert")).to_contain_text("姓名")
    page.locator("#f-name").fill("令狐小满")
    page.locator("label:has(input[name=sex][value=female])").click()
    page.locator("#f-birth-date").fill("2016-05-20")
    page.locator("#f-area-code").select_option(label=VILLAGE)
    page.locator("#f-father-phone").fill("13808521234")
    for parent in ("father", "mother"):
        page.locator(f"#f-{parent}-situation").select_option("away")
    page.get_by_role("button", name="登记建档").click()
    done(page, "已登记建档")
    expect(page.locator("main")).to_contain_text("留守")
    expect(page.locator("main")).not_to_contain_text("13808521234")
    page.get_by_text("显示被遮住的号码").click()
    page.locator("label:has(input[name=reveal][value=father_phone])").click()
    page.get_by_label("用途").fill("电话家访")
    page.get_by_role("button", name="显示").click()
    expect(page.locator("main")).to_contain_text("13808521234")
    page.get_by_text("其他办理").click()
    page.get_by_role("link", name="改正资料").click()
    page.locator("#f-mother-situation").select_option("at_home")
    page.get_by_label("改正原因").fill("母亲已返乡")
    page.get_by_role("button", name="保存改正").click()
    done(page, "已改正")
    expect(page.locator("main")).to_contain_text("非留守")
    page.get_by_role("link", name="变更记录").click()
    expect(page.locator(".timeline")).to_contain_text("母亲已返乡")
    expect(page.locator(".timeline")).to_contain_text("在家且能照料")


def test_a_helper_applies_is_checked_and_approved(visit: Visit, story: Story) -> None:
    story.account("dudao", "township_officer", area=story.known["townships"]["桃林镇"])
    page = visit("dudao", PHONE)
    page.goto("/helpers/new")
    page.locator("#f-name").fill("慕容静")
    page.get_by_label("类别").select_option("love_mother")
    page.locator("#f-id-number").fill(with_check_digit("52033019880808002"))
    page.locator("#f-phone").fill("13908521888")
    page.locator("#f-area-code").select_option(label=VILLAGE)
    page.get_by_role("button", name="提交申请").click()
    done(page, "申请已登记")
    page.get_by_label("核查日期").fill("2025-09-01")
    page.get_by_role("button", name="登记核查结果").click()
    done(page, "核查结果已登记")
    for condition in page.locator("label:has(input[name=conditions])").all():
        condition.click()
    page.get_by_role("button", name="批准", exact=True).click()
    done(page, "已批准")


def test_a_room_is_opened_a_session_planned_and_its_register_kept(
    visit: Visit, story: Story
) -> None:
    story.account("xiaozhang", "principal", school_id=story.known["schools"]["桃林小学"])
    page = visit("xiaozhang", PHONE)
    page.goto("/rooms/new")
    page.locator("#f-name").fill("阳光之家")
    page.locator("#f-place").fill("教学楼一楼东侧")
    page.get_by_role("button", name="登记儿童之家").click()
    done(page, "儿童之家已登记")
    expect(page.get_by_role("heading", name="还缺什么")).to_be_visible()
    page.get_by_role("link", name="安排活动").click()
    for name, value in {
        "content": "亲情视频通话",
        "purpose": "让孩子和父母说上话",
        "on-date": TODAY,
        "starts-at": "15:10",
        "ends-at": "15:50",
    }.items():
        page.locator(f"#f-{name}").fill(value)
    page.get_by_role("button", name="安排活动").click()
    done(page, "活动已安排")
    page.get_by_role("link", name="登记开展和签到").click()
    names = page.locator(".names label")
    expect(names.first).to_be_visible()
    page.get_by_role("button", name="全部到场").click()
    names.first.click()  # this one is absent
    pupils = names.count()
    expect(page.locator("[data-count-of]")).to_have_text(str(pupils - 1))
    page.get_by_role("button", name="保存：活动已开展").click()
    done(page, "活动已登记为开展")
    expect(page.locator("main")).to_contain_text(f"到场 {pupils - 1} 人")
    expect(page.locator("main")).to_contain_text("缺席 1 人")


def test_three_people_pay_a_subsidy_and_the_book_holds(visit: Visit, story: Story) -> None:
    for who, role in (
        ("jingban", "finance_clerk"),
        ("shenpiren", "finance_approver"),
        ("zhifuren", "finance_payer"),
        ("yigonghui", "volunteer_federation"),
        ("jiaoyuju", "education_bureau"),
    ):
        story.account(who, role, area=COUNTY)
    clerk = visit("jingban", DESKTOP)
    clerk.goto("/funds")
    clerk.get_by_label("金额（元）").fill("50,000.00")
    clerk.get_by_label("新资金的名称").fill("2025年秋季生活补助专款")
    clerk.get_by_label("银行回单或票据编号").fill("回单2025-001")
    clerk.locator("label:has(input[name=kind][value=treasury])").click()
    clerk.get_by_role("button", name="登记到账").click()
    done(clerk, "已入账")
    expect(clerk.locator("table")).to_contain_text("¥50,000.00")
    clerk.goto("/eligible?term=2025-autumn")
    clerk.get_by_label("从哪笔资金支出").select_option(index=1)
    clerk.get_by_role("button", name="提交审批").click()
    done(clerk, "等待审批")
    address = clerk.url.partition("?")[0]
    checked_noticed_and_approved(visit, clerk, address)
    give_accounts(story, address.rpartition("/")[2])
    payer = visit("zhifuren", PHONE)
    through_the_bank(payer, address)
    payer.goto(address)
    expect(payer.locator("main")).to_contain_text("已支付")
    payer.goto("/ledger")
    expect(payer.locator("main")).to_contain_text("平衡")
    payer.get_by_role("button", name="核对整本账簿").click()
    done(payer, "账簿完整")


def checked_noticed_and_approved(visit: Visit, clerk: Page, address: str) -> None:
    for who in ("yigonghui", "jiaoyuju"):
        checker = visit(who, PHONE)
        checker.goto(address)
        checker.get_by_role("button", name="核查同意").click()
        done(checker, "已登记")
    clerk.goto(address)
    clerk.get_by_role("button", name="开始公示").click()
    done(clerk, "已开始公示")
    clerk.get_by_role("link", name="公示名单", exact=True).click()
    clerk.get_by_role("link", name="打印全部名单").click()
    expect(clerk.locator("main")).to_contain_text("*")
    approver = visit("shenpiren", PHONE)
    approver.goto(address)
    approver.get_by_text("公示没有结束，紧急审批").click()
    approver.get_by_label("缩短公示的理由").fill("开学在即")
    approver.get_by_role("button", name=re.compile("同意发放")).click()
    done(approver, "等待支付")


def through_the_bank(payer: Page, address: str) -> None:
    payer.goto(address)
    payer.get_by_label("代发银行").select_option("rural_commercial")
    payer.get_by_role("button", name=re.compile("生成银行文件")).click()
    done(payer, "银行文件已生成")
    payer.get_by_role("link", name=re.compile(r"^\d{8}-")).click()
    with payer.expect_download() as saved:
        payer.get_by_role("link", name="下载代发文件").click()
    answer = {"name": "result.txt", "mimeType": "text/plain"}
    sent = saved.value.path().read_bytes()
    payer.get_by_label("银行结果文件").set_input_files({**answer, "buffer": sent[:-30]})
    payer.get_by_role("button", name="导入银行结果").click()
    expect(payer.get_by_role("alert")).to_contain_text("不完整")
    payer.get_by_label("银行结果文件").set_input_files({**answer, "buffer": all_paid(sent)})
    payer.get_by_role("button", name="导入银行结果").click()
    done(payer, "已核对并记账")


def give_accounts(story: Story, roll_id: str) -> None:
    """The last of them by hand would take as long as all of them."""
    clerk = story.people["jingban"]
    for line in clerk.get(f"/rolls/{roll_id}")["lines"]:
        account = {"holder": "罗婆婆", "number": "6217000000000001", "bank": "农商行"}
        clerk.post(f"/children/{line['child_id']}/bank-account", account)


def all_paid(sent: bytes) -> bytes:
    """What the bank answers to the file that it was sent."""
    first, *lines = sent.decode("gb18030").splitlines()
    rows = [line.split("|") for line in lines]
    return "\n".join([first, *(f"{r[0]}|{r[1]}|{r[3]}|成功|" for r in rows)]).encode("gb18030")


def test_an_account_is_opened_and_its_owner_sets_the_password(visit: Visit, story: Story) -> None:
    page = visit("guanli", DESKTOP)
    page.goto("/accounts/new")
    page.locator("#f-username").fill("cunzhuren")
    page.locator("label:has(input[name=roles][value=village_officer])").click()
    page.get_by_label("按名称查找地区或学校").fill("永胜")
    page.get_by_role("button", name="查找").click()
    page.locator("label:has(input[name=area])", has_text="桃林镇").first.click()
    page.get_by_role("button", name="开通账号").click()
    link = page.get_by_label("一次性链接").input_value()
    owner = visit()
    owner.goto(link)
    owner.get_by_label("密码").fill("short")
    owner.get_by_role("button", name="设置密码并登录").click()
    expect(owner.get_by_role("alert")).to_contain_text("至少")
    owner.get_by_label("密码").fill(PASSWORD)
    owner.get_by_role("button", name="设置密码并登录").click()
    expect(owner.get_by_role("heading", name="今天要办的事")).to_be_visible()
    again = owner.goto(link)
    assert again is not None
    assert again.status == 404
