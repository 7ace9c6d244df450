"""A lost password of the last administrator: a link made on the machine itself, and on record."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gateway.credentials import new_token, token_hash
from gateway.handlers import recovery
from lantian.folder import held
from shared.access.roles import Role
from shared.clock import now
from shared.contracts.gateway.errors import AccountNotFound, NotToBeRecovered
from tests.integration.gateway.site import PASSWORD, Site

ROOT = Path(__file__).parents[3]
NEW = "River-and-bridge-8"
BOTH = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN]


def recovered(site: Site, username: str) -> str:
    """The token of the link."""
    token = new_token()
    with site.unit() as uow:
        recovery.recover_account(
            uow, username, link_hash=token_hash(token), who="root@machine", now=now()
        )
    return token


def set_password(site: Site, token: str, password: str = NEW) -> Any:
    given = {"token": token, "password": password}
    return site.client().post("/api/v1/passwords", json=given)


@pytest.mark.parametrize("role", BOTH)
def test_the_last_administrator_gets_back_in_by_the_link(site: Site, role: Role) -> None:
    before = site.caller("keeper", role)
    token = recovered(site, "keeper")
    assert before.get("/session").status_code == 401
    assert set_password(site, token).status_code == 200
    assert site.sign_in("keeper", NEW).status_code == 200
    assert site.sign_in("keeper", PASSWORD).status_code == 401
    assert set_password(site, token, "Another-one-33").status_code == 404


def test_a_recovery_stands_in_the_history_with_who_did_it(site: Site) -> None:
    account_id = site.account("keeper", Role.SYSTEM_ADMIN)
    recovered(site, "keeper")
    (row,) = [row for row in site.rows("history") if row["operation"] == "recover_account"]
    assert (row["subject"], row["account_id"]) == (f"account/{account_id}", "command line")
    assert row["reason"]
    assert "root@machine" not in row["reason"]


def test_until_the_link_is_used_the_account_still_counts_as_an_administrator(site: Site) -> None:
    admin = site.caller("system", Role.SYSTEM_ADMIN)
    security = site.account("security", Role.SECURITY_ADMIN)
    recovered(site, "security")
    answer = admin.post(f"/accounts/{security}/reset")
    assert answer.get_json()["code"] == "LastAdministrator"
    opened = admin.post(
        "/accounts", json={"username": "other", "display_name": "安全", "roles": ["security_admin"]}
    ).get_json()
    assert (opened["state"], opened["link"]) == ("requested", None)


def test_the_link_of_a_recovery_ends_within_the_hour(site: Site) -> None:
    site.account("keeper", Role.SYSTEM_ADMIN)
    recovered(site, "keeper")
    (link,) = site.rows("links")
    assert timedelta(0) < link["expires_at"] - now() <= recovery.LINK_HOLDS


@pytest.mark.parametrize("role", [Role.COUNTY_OFFICER, Role.AUDITOR, Role.FINANCE_PAYER])
def test_others_are_not_recovered_but_reset(site: Site, role: Role) -> None:
    site.account("other", role)
    with pytest.raises(NotToBeRecovered):
        recovered(site, "other")


def test_an_administrator_whom_nobody_released_is_not_recovered(site: Site) -> None:
    admin = site.caller("system", Role.SYSTEM_ADMIN)
    site.account("security", Role.SECURITY_ADMIN)
    new = {"username": "second", "display_name": "安全", "roles": ["security_admin"]}
    assert admin.post("/accounts", json=new).status_code == 201
    with pytest.raises(NotToBeRecovered):
        recovered(site, "second")


def test_nobody_is_recovered_by_a_name_that_is_not_there(site: Site) -> None:
    with pytest.raises(AccountNotFound):
        recovered(site, "nobody")


def command(folder: Path, username: str) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith("LANTIAN_")}
    words = ["--data", str(folder), "accounts", "recover", username]
    return subprocess.run(
        [sys.executable, "-m", "lantian", *words],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_command_says_in_chinese_whom_it_does_not_know(tmp_path: Path) -> None:
    ran = command(tmp_path / "data", "nobody")
    assert ran.returncode == 2
    assert ran.stderr.startswith("AccountNotFound: ")


def test_the_command_leaves_a_folder_alone_that_somebody_works_on(tmp_path: Path) -> None:
    with held(tmp_path):
        ran = command(tmp_path, "keeper")
    assert ran.returncode == 1
    assert "in use by process" in ran.stderr
