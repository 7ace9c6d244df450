"""The browsable page of the API: Swagger UI from this machine, without inline script."""

from flask import Blueprint, Response

from gateway import texts
from gateway.access import public
from gateway.assets import asset

blueprint = Blueprint("docs", __name__, url_prefix="/api/v1/docs")

PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{icon}">
<link rel="stylesheet" href="{style}">
</head>
<body>
<div id="api"></div>
<script src="{bundle}"></script>
<script src="/api/v1/docs/start.js"></script>
</body>
</html>
"""
START = """SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  displayRequestDuration: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout"
});
"""


@blueprint.get("/")
@public
def page() -> str:
    return PAGE.format(
        title=texts.API_TITLE,
        icon=asset("swagger/favicon-32x32.png"),
        style=asset("swagger/swagger-ui.css"),
        bundle=asset("swagger/swagger-ui-bundle.js"),
    )


@blueprint.get("/start.js")
@public
def start() -> Response:
    return Response(START, mimetype="text/javascript")
