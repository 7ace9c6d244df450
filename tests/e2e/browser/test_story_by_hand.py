"""Somebody clicks through the import and the matching, on a phone and at a desk.

The tests tell one story, in this order, each on what the one before has left.
"""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.browser.conftest import DESKTOP, PATIENCE, PHONE, Visit
from tests.e2e.story import DATA, TOWNSHIP, Story, mended

ROSTER = DATA / "roster_class.xlsx"
expect.set_options(timeout=PATIENCE)


def figure(page: Page, label: str) -> int:
    value = page.locator(".figures li", has_text=label).locator(".value").inner_text()
    return int(re.sub(r"\D", "", value))


def test_a_roster_is_imported_mended_and_imported_again(
    visit: Visit, story: Story, tmp_path: Path
) -> None:
    page = visit("minzheng", PHONE)
    page.get_by_role("link", name="花名册导入").last.click()
    page.get_by_label("花名册文件").set_input_files(ROSTER)
    page.get_by_role("button", name="上传花名册").click()
    expect(page.get_by_role("heading", name="行需要改正")).to_be_visible()
    accepted, rejected = figure(page, "已收录"), figure(page, "需改正")
    assert accepted > 0
    assert rejected > 0
    reasons = page.locator("table .reasons li", has_text="改正")
    assert reasons.count() > 0
    for reason in reasons.all_inner_texts():
        assert re.search(r"[一-鿿]{6,}", reason)
        assert not re.search(r"[A-Za-z]{3,}", reason)
    with page.expect_download() as started:
        page.get_by_role("link", name="下载改正表").click()
    book = tmp_path / "mended.xlsx"
    book.write_bytes(mended(Path(started.value.path()).read_bytes()))
    page.get_by_label("花名册文件").set_input_files(book)
    page.get_by_role("button", name="上传花名册").click()
    expect(page.locator(".figures")).to_be_visible()
    assert figure(page, "需改正") < rejected
    assert figure(page, "已收录") > 0


def test_the_same_roster_works_without_script_and_changes_nothing(
    visit: Visit, story: Story
) -> None:
    page = visit("minzheng", DESKTOP, java_script_enabled=False)
    page.goto("/imports")
    page.get_by_label("花名册文件").set_input_files(ROSTER)
    page.get_by_role("button", name="上传花名册").click()
    expect(page.locator(".figures")).to_be_visible()  # the page refreshed itself
    assert figure(page, "已收录") == 0
    assert figure(page, "已合并") > 0


def test_a_picture_is_refused_in_plain_words(visit: Visit, story: Story, tmp_path: Path) -> None:
    picture = tmp_path / "名册.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    page = visit("minzheng", PHONE)
    page.goto("/imports")
    page.get_by_label("花名册文件").set_input_files(picture)
    page.get_by_role("button", name="上传花名册").click()
    expect(page.get_by_role("alert")).to_contain_text(re.compile("Excel|读不出"))


def test_a_matching_is_asked_for_read_and_accepted(visit: Visit, story: Story) -> None:
    for step in (story.grading, story.helpers, story.consents):
        step()
    story.matching()  # waits until pairing has heard of every graded child
    page = visit("zhenguan", DESKTOP)
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="结对匹配").click()
    page.get_by_label("为哪里匹配").select_option(label=TOWNSHIP)
    page.get_by_role("button", name="开始匹配").click()
    expect(page.get_by_role("heading", name=f"{TOWNSHIP}结对方案")).to_be_visible()
    expect(page.locator(".figures")).to_be_visible()
    proposed = figure(page, "提出配对")
    assert proposed == len(story.known["proposals"])
    first = page.locator("section[id^=p-]").first
    expect(first).to_contain_text("理由")
    first.get_by_role("button", name="同意").click()
    expect(page.get_by_role("status").filter(has_text="已同意结对")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"同意本页 \d+ 对")).click()
    expect(page.get_by_role("status").filter(has_text="都已同意")).to_be_visible()
    expect(page.locator("section[id^=p-]", has_text="待决定")).to_have_count(0)
    page.goto("/pairings?status=active")
    assert page.locator("tbody tr").count() == proposed


def test_who_is_left_without_a_helper_is_shown_with_the_reason(visit: Visit, story: Story) -> None:
    page = visit("zhenguan", PHONE)
    page.goto(f"/matchings/{story.known['matching']['id']}/unmatched")
    rows = page.locator("tbody tr")
    assert rows.count() == len(story.known["unmatched"])
    for text in rows.all_inner_texts():
        assert not re.search(r"[a-z]+_[a-z]+|None", text)


def test_the_people_concerned_find_it_in_their_inbox(visit: Visit, story: Story) -> None:
    page = visit("zhenguan", PHONE)
    page.goto("/notifications")
    expect(page.locator("article").first).to_be_visible()
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}|\{", page.locator("main").inner_text())


def test_a_child_is_found_read_and_assessed_on_a_phone(visit: Visit, story: Story) -> None:
    page = visit("minzheng", PHONE)
    page.goto("/children?status=left_behind")
    page.locator("td.title a").first.click()
    expect(page.get_by_text("为什么")).to_be_visible()
    page.get_by_role("link", name="做五维评估").click()
    page.get_by_role("button", name="提交评估").click()  # nothing chosen yet
    expect(page.get_by_role("alert")).to_be_visible()
    scores = {"psychology": 0, "health": 1, "schooling": 1, "guardianship": 0, "living": 0}
    for name, score in scores.items():
        page.locator(f"label:has(input[name=score_{name}][value='{score}'])").click()
        if score:
            page.locator(f"[name=fact_{name}]").fill("家访时所见")
    page.get_by_role("button", name="提交评估").click()
    expect(page.get_by_role("heading", name="一级")).to_be_visible()
