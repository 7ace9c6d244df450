"""The quarter's verification by hand: a village confirms on a phone, its township signs off."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser.conftest import DESKTOP, PATIENCE, PHONE, Visit, follow
from tests.e2e.story import Story
from tests.pictures import eyes
from tests.probes import probe

expect.set_options(timeout=PATIENCE)
NAMES = ("令狐一", "令狐二", "令狐三")


def done(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def sound(page: Page, width: int) -> None:
    assert eyes.accessible(page) == []
    assert eyes.fitting(page, width) == []


def test_a_village_confirms_its_children_and_the_township_signs(visit: Visit, story: Story) -> None:
    registrar, township = story.people["minzheng"], story.known["townships"]["官店镇"]
    village = registrar.every("/areas", parent=township)[0]["code"]
    for name in NAMES:
        about = {"name": name, "sex": "male", "birth_date": "2016-05-20", "area_code": village}
        away = {"father_situation": "away", "mother_situation": "away"}
        registrar.post("/children", about | away, key=f"quarter-{name}")
    probe(lambda: registrar.get("/verification", area=village)["quarter"], 60)
    story.account("cunguan", "village_officer", area=village)
    story.account("guandian", "township_officer", area=township)

    page = visit("cunguan", PHONE)
    expect(page.locator("main")).to_contain_text("2025年第三季度核查 0/3 名儿童")
    follow(page, page.get_by_role("link", name="去核查"))
    sound(page, PHONE["width"])
    assert eyes.touchable(page) == []
    page.get_by_role("button", name=f"{NAMES[0]}没有变化").click()
    done(page, "已确认")
    expect(page.locator("main")).to_contain_text(re.compile(r"已确认\s*1/3"))
    page.get_by_role("button", name="以上 2 名都没有变化").click()
    done(page, "已确认")
    page.get_by_role("button", name="提交核查").click()
    done(page, "已签字")
    sound(page, PHONE["width"])

    page = visit("guandian", DESKTOP)
    page.get_by_role("link", name="去签字").click()
    expect(page.get_by_role("row").filter(has_text="已签字")).to_have_count(1)
    page.get_by_role("button", name="签字", exact=True).click()
    done(page, "已签字")
    follow(page, page.get_by_role("link", name="看季报"))
    sound(page, DESKTOP["width"])
    page.locator(".balance").get_by_role("link", name="3").first.click()
    for name in NAMES:
        expect(page.get_by_role("link", name=name)).to_be_visible()
    page.go_back()
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()
    assert download.value.suggested_filename.endswith("报表.xlsx")
    follow(page, page.get_by_role("link", name="工作目标"))
    sound(page, DESKTOP["width"])
    page.get_by_role("link", name="3 名").first.click()
    expect(page.get_by_role("link", name=NAMES[0])).to_be_visible()
