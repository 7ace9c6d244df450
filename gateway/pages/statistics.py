"""Quarterly and annual reports with the children behind each number, their workbook, targets."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import Blueprint, Response, render_template, request

from gateway.access import calls
from gateway.downloads import workbook
from gateway.pages.choices import asked, own_area, page_of
from gateway.pages.names import place_path
from gateway.rpc import ask
from shared.clock import today
from shared.contracts.registry.codes import GAINS, LOSSES
from shared.texts.report_words import BOOK_NAME, period_name

blueprint = Blueprint("statistics", __name__)
WRITER = "gateway.statistics_book:write"
WRITE_SECONDS, WRITE_MB = 60.0, 512
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BREAKDOWN = itemgetter("breakdown")
READS = ("registry.get_statistics", "registry.get_area")
COUNTED = ("left_behind", "in_difficulty", "to_verify", "followed", "not_left_behind")


@blueprint.get("/statistics")
@calls(*READS)
def own() -> str:
    return page(own_area())


@blueprint.get("/statistics/<code>")
@calls(*READS)
def place(code: str) -> str:
    return page(code)


def page(code: str) -> str:
    filters = asked("period", "status")
    found = ask("registry", "get_statistics", **({"area": code} if code else {}), **filters)
    code = found["area"]["code"]
    return render_template(
        "statistics/statistics.html",
        found=found,
        place=found["area"],
        path=_path(code),
        groups=[(name, list(rows)) for name, rows in groupby(found["figures"], BREAKDOWN)],
        statuses=COUNTED,
        gains=GAINS,
        left=[flow for flow in LOSSES if flow != "moved_out"],
    )


def _path(code: str) -> list[dict[str, Any]]:
    return [step for step in place_path(code) if len(step["code"]) >= len(own_area())]


@blueprint.get("/statistics/<code>/book.xlsx")
@calls("registry.export_statistics")
def book(code: str) -> Response:
    found = ask("registry", "export_statistics", area=code, **asked("period", "status"))
    name = BOOK_NAME.format(place=found["area"]["name"], period=period_name(found["period"]))
    return workbook(WRITER, found, name)


def _today() -> str:
    return today().isoformat()


@blueprint.get("/statistics/<code>/children")
@calls("registry.list_behind", "registry.get_area")
def behind(code: str) -> str:
    """The children behind one number."""
    filters = asked("period", "status", "figure", "part")
    found = page_of("registry", "list_behind", filters, area=code)
    breakdown, _, value = filters.get("figure", "all=all").partition("=")
    return render_template(
        "statistics/behind.html",
        found=found,
        code=code,
        path=_path(code),
        filters=filters,
        breakdown=breakdown,
        value=value,
        target=breakdown.removeprefix("target.") if breakdown.startswith("target.") else "",
        after=request.args.get("after"),
    )


@blueprint.get("/targets")
@calls("registry.get_targets", "registry.get_area")
def own_targets() -> str:
    return targets_page(own_area())


@blueprint.get("/targets/<code>")
@calls("registry.get_targets", "registry.get_area")
def targets(code: str) -> str:
    return targets_page(code)


def targets_page(code: str) -> str:
    found = ask("registry", "get_targets", **asked("on"), **({"area": code} if code else {}))
    place = found["area"]
    return render_template(
        "statistics/targets.html", found=found, place=place, path=_path(place["code"])
    )
