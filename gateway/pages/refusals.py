"""Error pages: what is wrong and what to do now."""

from flask import g, render_template

from gateway.problems import Problem

KINDS = {
    401: "401",
    403: "403",
    404: "404",
    409: "409",
    422: "422",
    429: "429",
    503: "503",
    504: "503",
}


def render_problem(problem: Problem) -> str:
    """A page that asks nothing of the services, so that it shows when they are away."""
    g.quiet = True
    kind = KINDS.get(problem.status, "500")
    return render_template("problem.html", problem=problem, kind=kind)
