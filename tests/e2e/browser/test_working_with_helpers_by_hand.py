"""A helper's whole life from the public application to the commendation, and a township's matching
with what-if and a refusal. A matching looks for helpers in the whole county, so it is a county of
its own: the other stories' helpers would be proposed here."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser.conftest import DESKTOP, PATIENCE, PHONE, Visit, county, follow
from tests.e2e.story import COUNTY, DIMENSIONS, SCORES, TODAY, Story, with_check_digit
from tests.pictures import eyes

expect.set_options(timeout=PATIENCE)
TOWNSHIP = "坭坝乡"
NAME = "司徒敏"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with county(tmp_path_factory.mktemp("helpers")) as told:
        yield told


@pytest.fixture(scope="module")
def village(story: Story) -> dict[str, str]:
    """Two graded children whose guardians agreed, and who decides there."""
    code = story.known["townships"][TOWNSHIP]
    station = story.account("nibaguan", "township_officer", area=code)
    story.account("xianfulian", "county_federation", area=COUNTY)
    place = station.every("/areas", parent=code)[0]
    county = story.people["minzheng"]
    about = {"sex": "female", "area_code": place["code"], "birth_date": "2014-04-01"}
    about |= {"father_situation": "away", "mother_situation": "away"}
    for name in ("罗小麦", "罗小禾"):
        child = county.post("/children", about | {"name": name}, key=f"helping-{name}")
        scores = dict(zip(DIMENSIONS, SCORES[2], strict=True))
        facts = {each: "家访时所见" for each, score in scores.items() if score}
        path = f"/children/{child['id']}"
        graded = {"scores": scores, "facts": facts}
        county.post(f"{path}/assessments", graded, key=f"helping-grade-{name}")
        agreed = {"signer": "guardian", "signed_on": "2025-09-08", "own_view": "agrees"}
        station.post(f"{path}/consents", agreed, key=f"helping-consent-{name}")
    return {"code": place["code"], "name": place["name"]}


def done(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def matched(page: Page) -> None:
    page.goto("/matchings")
    page.get_by_label("为哪里匹配").select_option(label=TOWNSHIP)
    page.get_by_role("button", name="开始匹配").click()
    expect(page.get_by_role("heading", name=f"{TOWNSHIP}结对方案")).to_be_visible()
    expect(page.locator(".figures")).to_be_visible()


def figure(page: Page, label: str) -> int:
    value = page.locator(".figures li", has_text=label).locator(".value").inner_text()
    return int(re.sub(r"\D", "", value))


def after(page: Page, row: str) -> int:
    """What a trial counts with the changes."""
    cell = page.locator("tr", has_text=row).locator("td[data-label='改了以后']")
    return int(re.sub(r"\D", "", cell.inner_text()))


def test_a_helpers_life_begins_on_the_public_page(
    visit: Visit, story: Story, village: dict[str, str]
) -> None:
    page = visit(None, PHONE)
    page.goto("/apply")
    page.locator("#place").select_option(label=TOWNSHIP)
    follow(page, page.get_by_role("button", name="下一步"))
    page.locator("#f-name").fill(NAME)
    page.locator("#f-category").select_option("cadre")
    page.locator("#f-id-number").fill(with_check_digit("52033019890909002"))
    page.locator("#f-phone").fill("13908521777")
    page.locator("#f-area-code").select_option(village["code"])
    page.locator("#f-capacity").fill("1")
    assert eyes.fitting(page, PHONE["width"]) == []
    follow(page, page.get_by_role("button", name="提交报名"))
    expect(page.locator("main")).to_contain_text(re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}"))


def test_the_township_first_asks_what_the_application_would_change(
    visit: Visit, story: Story, village: dict[str, str]
) -> None:
    """What-if: with the applicant approved one of the two children would have somebody."""
    page = visit("nibaguan", DESKTOP)
    page.goto("/matchings/what-if")
    page.get_by_label("报名待审查的人都批准了").check()
    page.get_by_role("button", name="试算").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert after(page, "二级有人帮") == 1
    row = page.locator("tr", has_text="二级有人帮")
    expect(row.locator("td[data-label='按现行规则']")).to_have_text("0")
    page.goto("/pairings")
    expect(page.locator("main")).to_contain_text("还没有结对")  # nothing was saved


def test_the_station_checks_and_approves(visit: Visit, village: dict[str, str]) -> None:
    page = visit("nibaguan", PHONE)
    page.goto("/helpers?status=applied")
    follow(page, page.get_by_role("link", name=NAME))
    page.get_by_label("核查日期").fill("2025-09-01")
    page.get_by_role("button", name="登记核查结果").click()
    done(page, "核查结果已登记")
    for condition in page.locator("label:has(input[name=conditions])").all():
        condition.click()
    page.get_by_role("button", name="批准", exact=True).click()
    done(page, "已批准")


def test_a_refused_pair_is_not_proposed_again_and_the_other_child_is(
    visit: Visit, story: Story, village: dict[str, str]
) -> None:
    page = visit("nibaguan", DESKTOP)
    matched(page)
    assert (figure(page, "提出配对"), figure(page, "未完全覆盖的儿童")) == (1, 1)
    first = page.locator("section[id^=p-]")
    refused = first.locator("h2").inner_text().split()[0]
    first.get_by_text("拒绝这一对").click()
    first.get_by_label("拒绝的原因").fill("两家有矛盾，家长不同意")
    first.get_by_role("button", name="拒绝", exact=True).click()
    done(page, "已拒绝")
    matched(page)
    again = page.locator("section[id^=p-]")
    expect(again).to_have_count(1)
    expect(again.locator("h2")).not_to_contain_text(refused)
    expect(again).to_contain_text("同村")
    story.known["helped"] = again.locator("h2").inner_text().split()[0]
    again.get_by_role("button", name="结对").click()
    done(page, "已同意结对")
    page.get_by_role("link", name="看是谁").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text(refused)


def test_the_helper_keeps_the_duties_with_three_taps_each(
    visit: Visit, story: Story, village: dict[str, str]
) -> None:
    station = story.people["nibaguan"]
    [helper] = station.every("/helpers", area=village["code"], status="approved")
    story.known["司徒敏"] = helper["id"]
    story.account("simin", "helper", person_id=helper["id"])
    page = visit("simin", PHONE)
    page.goto("/contacts")
    expect(page.locator("main")).to_contain_text(story.known["helped"])
    for duty in ("谈心", "与父母联系", "与监护人交流"):
        page.goto("/contacts")
        follow(page, page.get_by_role("link", name=re.compile(f"登记{duty}")))
        page.locator("label:has(input[name=outcome][value=fine])").click()
        page.get_by_role("button", name="保存").click()
        done(page, "已登记")
    assert eyes.fitting(page, PHONE["width"]) == []


def test_a_certificate_is_given_and_found_true_by_anybody(
    visit: Visit, story: Story, village: dict[str, str]
) -> None:
    page = visit("nibaguan", DESKTOP)
    page.goto(f"/helpers/{story.known['司徒敏']}/profile")
    page.get_by_role("button", name="开具证明").click()
    paper = page.locator(".card-sheet")
    expect(paper).to_contain_text("联系和看望 3 次")
    code = paper.locator(".code-large").inner_text().split()[-1]
    anybody = visit(None, PHONE)
    anybody.goto("/certificate")
    anybody.locator("#code").fill(code)
    follow(anybody, anybody.get_by_role("button", name="查验"))
    expect(anybody.get_by_role("status")).to_contain_text("证明真实有效")


def test_the_county_finds_the_helper_on_the_commendation_list(
    visit: Visit, story: Story, village: dict[str, str]
) -> None:
    page = visit("xianfulian", DESKTOP)
    follow(
        page,
        page.get_by_role("navigation", name="主菜单").get_by_role("link", name="表彰名单"),
    )
    row = page.locator("tbody tr", has_text=NAME)
    expect(row).to_contain_text("应完成 3 项，按时完成 3 项")
    expect(row).to_contain_text("干部")
    with page.expect_download() as started:
        page.get_by_role("link", name="导出 Excel").click()
    assert started.value.suggested_filename == f"习水县{TODAY[:4]}年拟表彰帮扶人名单.xlsx"
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="导出 Excel")).to_be_hidden()
    expect(row).to_be_visible()
