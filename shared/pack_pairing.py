"""Sections of a policy pack about helping a child: contact duties, early warning, results."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from shared.pack_fields import Strict, sections, texts, whole

RHYTHMS = ("week", "two_weeks", "month", "quarter", "term", "half_year", "year")
POSITIVE = validate.Range(min=1)


class Duty(Strict):
    """Who does what, how often: `times` in each `every`; 0 times: not asked here. With `spread` the
    times lie apart, one in each part of the stretch, as home visits at a term's start, middle and
    end."""

    title = fields.String(required=True)
    by = texts()
    with_ = fields.String(required=True, data_key="with")
    per = fields.String(required=True, validate=validate.OneOf(("child", "person")))
    every = fields.String(required=True, validate=validate.OneOf(RHYTHMS))
    times = whole()
    spread = fields.Boolean(load_default=False)


class Contacts(Strict):
    """Days before a duty's last one and after it on which its helper is reminded, and after which
    village, school and township are told."""

    remind_days = fields.List(whole(), required=True)
    chase_days = fields.List(whole(), required=True)
    escalate_days = fields.Integer(required=True, strict=True, validate=POSITIVE)


class EarlyWarning(Strict):
    """When a child comes on the list of those to look after: so many days without a contact, so
    many overdue duties, so many of the last sessions missed, so many ranks lost in a term."""

    silence_days = fields.Integer(required=True, strict=True, validate=POSITIVE)
    overdue_duties = fields.Integer(required=True, strict=True, validate=POSITIVE)
    absences = fields.Integer(required=True, strict=True, validate=POSITIVE)
    of_sessions = fields.Integer(required=True, strict=True, validate=POSITIVE)
    ranks_lost = fields.Integer(required=True, strict=True, validate=POSITIVE)

    @validates_schema(skip_on_field_errors=True)
    def possible(self, data: dict[str, Any], **_: Any) -> None:
        if data["absences"] > data["of_sessions"]:
            raise ValidationError("more than there are", "absences")


class Award(Strict):
    """Fen for a pupil; with `ranks_up` for climbing so many, else for a rank within the two."""

    title = fields.String(required=True)
    rank_from = whole()
    rank_to = whole()
    ranks_up = whole()
    amount_fen = whole()


class Scoring(Strict):
    """Points for the results of a helper's children (DOMAIN section 6)."""

    per_rank = whole()
    top = whole()
    staying_in_top = whole()
    no_breach = whole()
    three_good = whole()
    fen_per_point = whole()
    awards = sections(Award)


class Commendation(Strict):
    """Of the helpers with duties the best so many percent, of whom each kept at least so many
    percent in time, and at least so many."""

    percent = fields.Integer(required=True, strict=True, validate=validate.Range(1, 100))
    least_percent = fields.Integer(required=True, strict=True, validate=validate.Range(0, 100))
    least_kept = whole()
