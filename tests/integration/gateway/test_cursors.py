from shared.access.roles import Role
from tests.integration.gateway.site import Site
from tests.integration.test_cursors import BAD, offered

A_NAME = "9" * 30  # could be somebody's


def test_a_cursor_that_was_not_given_out_is_refused(site: Site) -> None:
    assert {"list_accounts", "list_history", "list_access_log"} == offered("gateway")
    callers = {
        "/accounts": site.caller("admin", Role.SYSTEM_ADMIN, area=""),
        "/account-history": site.caller("audit", Role.AUDIT_ADMIN, area=""),
    }
    callers["/access-logs/gateway"] = callers["/account-history"]
    for path, caller in callers.items():
        for cursor in BAD:
            answer = caller.get(path, query_string={"after": cursor})
            wanted = 200 if (path, cursor) == ("/accounts", A_NAME) else 422
            assert answer.status_code == wanted, (path, cursor)
