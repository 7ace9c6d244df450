"""The Chinese pages: one module and one blueprint per area, templates beside them.

`gateway.app` registers each of `BLUEPRINTS` and calls `render_problem(problem)` for a refusal on a
page. Rooms beside the areas: `frame` (menu and bar by what the viewer may call), `words` (filters:
codes to words, dates, money), `forms` (typed values, errors at the field, the same page again after
a refusal), `names` (names under the reader's rights), `refusals` (error pages).
"""

from flask import Blueprint

from gateway.pages import (
    accounts,
    assessments,
    attachments,
    audit,
    bus,
    cards,
    care,
    cases,
    children,
    consents,
    departments,
    dropouts,
    duties,
    eligible,
    entrance,
    exits,
    frame,
    funds,
    groups,
    health_checks,
    helpers,
    home,
    imports,
    ledger,
    letters,
    matchings,
    merges,
    moves,
    notifications,
    organising,
    packs,
    pairings,
    places,
    promotions,
    reports,
    rolls,
    rooms,
    search,
    sections,
    sessions,
    statistics,
    vaccinations,
    verification,
    visits,
)
from gateway.pages.refusals import render_problem

__all__ = ["BLUEPRINTS", "render_problem"]

BLUEPRINTS: tuple[Blueprint, ...] = tuple(
    area.blueprint
    for area in (
        frame,
        home,
        entrance,
        reports,
        duties,
        cases,
        attachments,
        care,
        places,
        imports,
        search,
        children,
        sections,
        visits,
        moves,
        promotions,
        dropouts,
        health_checks,
        vaccinations,
        exits,
        verification,
        statistics,
        organising,
        departments,
        letters,
        groups,
        merges,
        cards,
        assessments,
        consents,
        helpers,
        matchings,
        pairings,
        rooms,
        sessions,
        funds,
        eligible,
        rolls,
        ledger,
        notifications,
        audit,
        accounts,
        packs,
        bus,
    )
)
