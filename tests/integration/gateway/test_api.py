import base64
import json
import re
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from nameko.exceptions import RpcTimeout, UnknownService
from sqlalchemy.exc import TimeoutError

from shared.access.roles import Role
from shared.contracts.pairing.errors import PairingNotFound
from shared.errors import AccessDenied, Conflict, Invalid, InvalidRequest, NotFound
from shared.messaging.rpc_wire import ServiceFailed
from tests.figures import figure
from tests.integration.gateway.conftest import Open
from tests.integration.gateway.site import TOWNSHIP, Caller, Site

CHINESE = re.compile(r"[\u4e00-\u9fff]")
EMPTY: dict[str, Any] = {"items": [], "next": None}
IMPORT_ID = "6f0e9f1e-5a8f-4f5c-9a5e-0d6f1a2b3c4d"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What stands here is the same on every database."""
    return sqlite_url


@pytest.fixture
def caller(site: Site) -> Caller:
    return site.caller("township", Role.TOWNSHIP_OFFICER, area=TOWNSHIP)


def problem_of(answer: Any, status: int) -> dict[str, Any]:
    """Every refusal is problem+json in Chinese with a stable code."""
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    body: dict[str, Any] = answer.get_json()
    assert body["status"] == status
    assert CHINESE.search(body["detail"])
    assert body["code"].isalpha()
    assert body["request_id"]
    return body


def test_a_read_is_asked_as_the_viewer(site: Site, caller: Caller) -> None:
    site.services["registry"].answers["list_children"] = EMPTY

    answer = caller.get("/children?area=520330103&level=4&limit=20")

    assert answer.get_json() == EMPTY
    [(operation, asked)] = site.services["registry"].asked
    assert operation == "list_children"
    viewer = asked.pop("viewer")
    assert (viewer["account_id"], viewer["area"]) == (caller.account_id, TOWNSHIP)
    assert asked == {"area": "520330103", "level": 4, "limit": 20}


def test_an_unchanged_list_is_not_sent_again(site: Site, caller: Caller) -> None:
    site.services["registry"].answers["list_children"] = EMPTY
    tag = caller.get("/children").headers["ETag"]

    again = caller.get("/children", headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


def test_an_unknown_filter_is_refused_rather_than_ignored(site: Site, caller: Caller) -> None:
    body = problem_of(caller.get("/children?levle=4"), 422)

    assert body["code"] == "InvalidRequest"
    assert [error["field"] for error in body["errors"]] == ["levle"]
    assert site.services["registry"].asked == []


def test_a_field_that_is_wrong_is_named_with_a_chinese_reason(site: Site, caller: Caller) -> None:
    body = problem_of(caller.post("/matchings", json={"area": "town"}), 422)

    [error] = body["errors"]
    assert error["field"] == "area"
    assert CHINESE.search(error["message"])
    assert site.services["pairing"].asked == []


def test_a_command_is_told_with_its_key(site: Site, caller: Caller) -> None:
    matching = {"id": str(uuid4()), "status": "running"}
    site.services["pairing"].answers["start_matching"] = matching

    answer = caller.post(
        "/matchings", json={"area": TOWNSHIP}, headers={"Idempotency-Key": "once-1"}
    )

    assert answer.status_code == 202
    assert answer.get_json() == matching
    assert answer.headers["Location"] == f"/api/v1/matchings/{matching['id']}"
    [(_, told)] = site.services["pairing"].asked
    assert told["idempotency_key"] == "once-1"
    assert told["area"] == TOWNSHIP


def test_a_command_without_a_key_gets_one(site: Site, caller: Caller) -> None:
    site.services["pairing"].answers["start_matching"] = {"id": str(uuid4())}

    for _ in range(2):
        caller.post("/matchings", json={"area": TOWNSHIP})

    keys = [told["idempotency_key"] for _, told in site.services["pairing"].asked]
    assert len(set(keys)) == 2


def test_a_key_that_is_too_long_is_refused(caller: Caller) -> None:
    headers = {"Idempotency-Key": "k" * 101}
    body = problem_of(caller.post("/matchings", json={"area": TOWNSHIP}, headers=headers), 422)

    assert body["code"] == "KeyNotValid"


def test_what_stands_in_the_address_goes_along(site: Site, caller: Caller) -> None:
    proposal = str(uuid4())
    site.services["pairing"].answers["accept_proposal"] = {"id": "x"}

    assert caller.post(f"/proposals/{proposal}/acceptance").status_code == 200

    [(_, told)] = site.services["pairing"].asked
    assert told["proposal_id"] == proposal


def test_the_address_wins_over_nothing_in_the_body(site: Site, caller: Caller) -> None:
    body = problem_of(
        caller.post(f"/proposals/{uuid4()}/refusal", json={"proposal_id": "x", "why": "far"}), 422
    )

    assert [error["field"] for error in body["errors"]] == ["proposal_id"]


@pytest.mark.parametrize(
    ("refusal", "status", "code"),
    [
        (PairingNotFound("x"), 404, "PairingNotFound"),
        (NotFound(), 404, "NotFound"),
        (Conflict(), 409, "Conflict"),
        (Invalid(), 422, "Invalid"),
        (AccessDenied(), 403, "AccessDenied"),
        (UnknownService("pairing"), 503, "ServiceAway"),
        (RpcTimeout(5), 504, "ServiceTooSlow"),
        (ServiceFailed("pairing: KeyError"), 500, "UnexpectedError"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_a_refusal_leaves_as_a_problem(
    site: Site, caller: Caller, refusal: Exception, status: int, code: str
) -> None:
    site.services["pairing"].answers["list_pairings"] = refusal

    assert problem_of(caller.get("/pairings"), status)["code"] == code


def test_the_fields_that_a_service_refuses_are_named_too(site: Site, caller: Caller) -> None:
    refusal = InvalidRequest('{"scores": {"health": ["应在 0 至 3 之间。"]}}')
    site.services["registry"].answers["list_children"] = refusal

    body = problem_of(caller.get("/children"), 422)

    assert body["errors"] == [{"field": "scores.health", "message": "应在 0 至 3 之间。"}]


def test_an_unexpected_failure_tells_nothing_but_its_number(site: Site, caller: Caller) -> None:
    site.services["registry"].answers["list_children"] = KeyError("520330201503160135")

    answer = caller.get("/children")

    assert problem_of(answer, 500)["code"] == "UnexpectedError"
    assert "520330201503160135" not in answer.get_data(as_text=True)


def test_an_address_that_is_not_there(caller: Caller) -> None:
    assert problem_of(caller.get("/nothing"), 404)["code"] == "PageNotFound"


def test_an_id_that_cannot_be_one(caller: Caller) -> None:
    assert problem_of(caller.get("/children/17"), 404)["code"] == "PageNotFound"


def test_a_method_that_does_not_fit_names_those_that_do(caller: Caller) -> None:
    answer = caller.call("PUT", "/matchings")

    assert problem_of(answer, 405)["code"] == "MethodNotAllowed"
    assert "POST" in answer.headers["Allow"]


def test_a_body_that_is_no_json(caller: Caller) -> None:
    answer = caller.post("/matchings", data=b"{", content_type="application/json")

    assert problem_of(answer, 400)["code"] == "BadRequest"


def test_a_body_of_another_type(site: Site, caller: Caller) -> None:
    answer = caller.post("/matchings", data=b"area=520330", content_type="text/plain")

    assert problem_of(answer, 415)["code"] == "UnsupportedMediaType"
    assert site.services["pairing"].asked == []


def test_a_body_that_is_no_object(caller: Caller) -> None:
    assert problem_of(caller.post("/matchings", json=[1, 2]), 422)["code"] == "InvalidRequest"


def upload(name: str = "roster.xlsx", content: bytes = b"a workbook", **form: str) -> Any:
    return {"data": {"file": (BytesIO(content), name), **form}}


def test_a_roster_is_taken_in_and_answered_at_once(site: Site, caller: Caller) -> None:
    site.services["registry"].answers["start_import"] = {"id": IMPORT_ID}

    answer = caller.post("/imports", **upload(kind="children"))

    assert (answer.status_code, answer.get_json()["id"]) == (202, IMPORT_ID)
    assert answer.headers["Location"] == f"/api/v1/imports/{IMPORT_ID}"
    [(_, told)] = site.services["registry"].asked
    assert base64.b64decode(told["content"]) == b"a workbook"
    assert (told["filename"], told["kind"]) == ("roster.xlsx", "children")


def test_folders_in_a_files_name_are_left_out(site: Site, caller: Caller) -> None:
    site.services["registry"].answers["start_import"] = {"id": IMPORT_ID}

    caller.post("/imports", **upload("..\\..\\etc/花名册.xls"))

    assert site.services["registry"].asked[0][1]["filename"] == "花名册.xls"


def test_an_upload_without_a_file(caller: Caller) -> None:
    answer = caller.post("/imports", data={"kind": "children"}, content_type="multipart/form-data")

    assert problem_of(answer, 422)["code"] == "FileMissing"


def test_a_file_that_is_too_large_is_refused(open_site: Open) -> None:
    site = open_site(upload_bytes=1000)
    answer = site.caller().post("/imports", **upload(content=b"x" * 2000))

    assert problem_of(answer, 413)["code"] == "UploadTooLarge"


def test_the_correction_workbook_is_a_file(site: Site, caller: Caller) -> None:
    book = {"filename": "改正表.xlsx", "content": base64.b64encode(b"rows").decode()}
    site.services["registry"].answers["correction_workbook"] = book

    answer = caller.get(f"/imports/{IMPORT_ID}/correction")

    assert answer.data == b"rows"
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_nothing_shown_stays_in_the_cache_of_a_shared_computer(site: Site, caller: Caller) -> None:
    site.services["registry"].answers["list_children"] = EMPTY

    assert caller.get("/children").headers["Cache-Control"] == "no-store"


def test_every_answer_carries_the_careful_headers(site: Site) -> None:
    for path in ("/health/live", "/api/v1/openapi.json", "/api/v1/nothing", "/api/v1/docs/"):
        headers = site.client().get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_callers_request_id_comes_back(site: Site) -> None:
    answer = site.client().get("/health/live", headers={"X-Request-ID": "call-2025-09"})

    assert answer.headers["X-Request-ID"] == "call-2025-09"


def test_every_answer_carries_the_trace_by_which_all_logs_know_it(site: Site) -> None:
    headers = {"X-Request-ID": "call-2025-09", "Accept": "text/html"}
    page = site.client().get("/no-such-page", headers=headers)
    trace_id = page.headers["X-Trace-ID"]

    assert re.fullmatch(r"[0-9a-f]{32}", trace_id)
    assert f"问题编号：{trace_id}" in page.get_data(as_text=True)
    body = site.client().get("/api/v1/nothing").get_json()
    assert re.fullmatch(r"[0-9a-f]{32}", body["trace_id"])


def test_every_answer_is_counted_with_its_time(site: Site) -> None:
    well = {"method": "GET", "route": "/health/live", "status": "2xx"}
    nowhere = {"method": "GET", "route": "none", "status": "4xx"}
    name = "lantian_http_request_seconds_"
    before = [figure(f"{name}count", **labels) for labels in (well, nowhere)]
    took = figure(f"{name}sum", **well)
    for path in ("/health/live", "/health/live", "/no-such-page"):
        site.client().get(path)
    after = [figure(f"{name}count", **labels) for labels in (well, nowhere)]
    assert after == [before[0] + 2, before[1] + 1]
    assert figure(f"{name}sum", **well) > took


def test_without_a_token_set_there_are_no_metrics_to_read(site: Site) -> None:
    assert site.client().get("/metrics").status_code == 404


def test_a_request_id_that_could_forge_a_log_line_is_replaced(site: Site) -> None:
    answer = site.client().get("/health/live", headers={"X-Request-ID": "a b\tc"})

    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-ID"])


def test_the_log_knows_the_route_and_not_what_was_asked(
    site: Site, caller: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    site.services["registry"].answers["list_children"] = EMPTY
    with caplog.at_level("INFO", logger="lantian.access"):
        caller.get("/children?q=520330201503160135")

    [line] = [record.getMessage() for record in caplog.records]
    assert '"route": "/api/v1/children"' in line
    assert caller.account_id in line
    assert "520330201503160135" not in line
    assert re.search(r'"trace_id": "[0-9a-f]{32}"', line)


def test_the_openapi_document_has_every_route_and_its_chinese_summary(site: Site) -> None:
    spec = site.client().get("/api/v1/openapi.json").get_json()

    routes = {
        (method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(rule)))
        for rule in site.app.url_map.iter_rules()
        if rule.endpoint.startswith("api-")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    written = {
        (method.upper(), path)
        for path, methods in spec["paths"].items()
        for method in methods
        if method != "parameters"
    }
    assert written == routes
    for methods in spec["paths"].values():
        for method, about in methods.items():
            assert method == "parameters" or CHINESE.search(about["summary"])


def test_the_api_page_needs_nothing_from_elsewhere(site: Site) -> None:
    client = site.client()
    page = client.get("/api/v1/docs/").get_data(as_text=True)

    assert "http" not in page
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert client.get(address).status_code == 200, address
    assert "<script>" not in page


def test_a_static_file_is_packed_and_kept_for_ever(site: Site) -> None:
    client = site.client()
    page = client.get("/api/v1/docs/").get_data(as_text=True)
    [style] = re.findall(r'href="([^"]+\.css)"', page)

    packed = client.get(style, headers={"Accept-Encoding": "gzip"})
    plain = client.get(style)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 3
    assert "immutable" in packed.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["../settings.py", "%2e%2e/settings.py", "swagger/../x"])
def test_no_file_outside_is_served(site: Site, name: str) -> None:
    assert site.client().get(f"/assets/x/{name}").status_code == 404


def test_it_is_ready_when_every_service_answers(site: Site) -> None:
    for name, operation in {
        "registry": "list_packs",
        "pairing": "list_matchings",
        "activities": "list_rooms",
        "funding": "list_funds",
        "notifications": "count_unread",
    }.items():
        site.services[name].answers[operation] = EMPTY

    answer = site.client().get("/health/ready")

    assert (answer.status_code, answer.get_json()["status"]) == (200, "ready")


def test_it_is_not_ready_while_a_service_is_away_and_says_which(site: Site) -> None:
    for service in site.services.values():
        service.answers = dict.fromkeys(
            ("list_packs", "list_matchings", "list_rooms", "list_funds", "count_unread"), EMPTY
        )
    site.services["funding"].answers["list_funds"] = UnknownService("funding")

    answer = site.client().get("/health/ready")

    assert answer.status_code == 503
    parts = answer.get_json()["parts"]
    assert [name for name, state in parts.items() if state == "away"] == ["funding"]


def test_it_lives_whatever_else_is_away(site: Site) -> None:
    assert site.client().get("/health/live").status_code == 200


def test_while_its_own_database_is_away_it_says_so(
    site: Site, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> Any:
        raise TimeoutError("no connection free")

    monkeypatch.setattr(site.database, "transaction", away)

    answer = caller.get("/children")

    assert problem_of(answer, 503)["code"] == "DatabaseAway"
    assert answer.headers["Retry-After"]
    assert site.client().get("/health/ready").status_code == 503


HOSTILE = ["\0", "a\0b", "\ud800", "x" * 100_000, "../../etc/passwd", "' OR 1=1 --", "{0}", "%00"]


def routes(site: Site) -> list[tuple[str, str]]:
    """Every route of the API with an address that fits."""
    return [
        (method, re.sub(r"<(?:\w+:)?\w+>", IMPORT_ID, str(rule)).removeprefix("/api/v1"))
        for rule in site.app.url_map.iter_rules()
        if rule.endpoint.startswith("api-")
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
        if rule.endpoint != "api-session.sign_out"
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_breaks_a_route(site: Site, text: str) -> None:
    caller = site.caller("admin", Role.SYSTEM_ADMIN, area="")
    for service in site.services.values():
        service.answers = Refusing()
    for method, path in routes(site):
        sent = {"name": text, "area": text, "marks": [{"mark": text}], text[:50]: text}
        body: Any = {"data": json.dumps(sent), "content_type": "application/json"}
        if method == "GET":
            typed = text.encode("utf-8", "surrogatepass")
            body = {"query_string": urlencode({"q": typed, "area": typed, "after": typed})}

        answer = caller.call(method, path, **body)

        assert answer.status_code < 500, (method, path)


def test_what_no_database_can_hold_is_named(site: Site, caller: Caller) -> None:
    sent = {"area": TOWNSHIP, "note": {"deep": ["fine", "a\0b"]}, "size": 2**64}

    body = problem_of(caller.post("/matchings", json=sent), 422)

    assert [error["field"] for error in body["errors"]] == ["note.deep", "size"]


class Refusing(dict[str, Any]):
    def __missing__(self, operation: str) -> Any:
        return NotFound(operation)
