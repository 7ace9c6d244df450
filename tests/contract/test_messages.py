"""What a message of notifications promises: a page behind its link, a reader behind its address."""

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

from gateway.app import create_app
from gateway.settings import WebSettings
from services.notifications.domain.routing import ROUTES, Route
from tests.event_samples import a


@pytest.fixture(scope="module")
def pages() -> MapAdapter:
    return create_app(WebSettings(secret=b"only to read the routes")).url_map.bind("localhost")


ID = "00000000-0000-0000-0000-000000000001"


@pytest.mark.parametrize(
    "route", [r for r in ROUTES if r.link], ids=lambda r: f"{r.event.__name__}-{r.template}"
)
def test_a_link_leads_to_a_page_of_the_gateway(route: Route, pages: MapAdapter) -> None:
    event = a(route.event)
    names = {name: 1 if isinstance(value, int) else ID for name, value in vars(event).items()}
    names |= {"child_id": ID}
    assert route.link
    try:
        path = route.link.format(**names).partition("?")[0]
        endpoint, _ = pages.match(path)
    except RequestRedirect:
        return  # the same page with its slash
    except HTTPException as missing:
        pytest.fail(f"{route.link}: {missing}")
    assert endpoint
