"""The fields of a dossier, on the wire: flat, so that a change is `{field: new value}`."""

from typing import Any

from marshmallow import Schema, fields, validate

from shared.contracts.base import matching
from shared.contracts.registry.codes import (
    CARE,
    CARE_QUALITIES,
    DEGREES,
    ENROLMENTS,
    GUARDIANSHIPS,
    HARDSHIPS,
    HEALTH_STATES,
    HOUSEHOLD_CLASSES,
    ID_KINDS,
    ILLNESSES,
    IMPROPER_CARE,
    INCOMES,
    RELIEF,
    SEXES,
    SINGLE_PARENT_REASONS,
    SITUATIONS,
    STAGES,
)
from shared.contracts.registry.schemas.base import VILLAGE

EARLIER = 20  # situations of a parent that a dossier keeps besides the present one


def _text(most: int) -> fields.String:
    return fields.String(allow_none=True, validate=validate.Length(max=most))


def _code(codes: tuple[str, ...]) -> fields.String:
    return fields.String(allow_none=True, validate=validate.OneOf(codes))


def _codes(codes: tuple[str, ...]) -> fields.List[str]:
    return fields.List(fields.String(validate=validate.OneOf(codes)), allow_none=True)


def _earlier() -> fields.List[str]:
    """Situations before the present one, each "2024-03-01 away": from that day on."""
    said = matching(r"^\d{4}-\d{2}-\d{2} (" + "|".join(SITUATIONS) + ")$")
    most = validate.Length(max=EARLIER)
    return fields.List(fields.String(validate=said), allow_none=True, validate=most)


def _parent(name: str) -> dict[str, Any]:
    return {
        f"{name}_name": _text(60),
        f"{name}_id_kind": _code(ID_KINDS),
        f"{name}_id_number": _text(30),
        f"{name}_phone": _text(40),
        f"{name}_wechat": _text(60),
        f"{name}_situation": _code(SITUATIONS),
        f"{name}_workplace": _text(200),
        f"{name}_employer": _text(100),
        f"{name}_since": fields.Date(allow_none=True),  # in the present situation
        f"{name}_death_date": fields.Date(allow_none=True),
        f"{name}_earlier": _earlier(),
        f"{name}_income": _code(INCOMES),
        # Months away in total within the last year, where some packs ask for it.
        f"{name}_months_away": fields.Integer(
            allow_none=True, validate=validate.Range(min=0, max=12)
        ),
    }


class ChildFields(Schema):
    """Every field that can be changed; None takes a fact back."""

    name = fields.String(validate=[validate.Length(min=1, max=60), validate.Regexp(r".*\S")])
    id_number = _text(30)
    ethnicity = _text(30)
    household_class = _code(HOUSEHOLD_CLASSES)
    household_address = _text(200)
    present_address = _text(200)
    hobbies = _text(200)
    sex = fields.String(validate=validate.OneOf(SEXES))
    birth_date = fields.Date()
    area_code = fields.String(validate=VILLAGE)
    school_id = fields.UUID(allow_none=True)
    school_name = _text(80)
    class_name = _text(40)
    stage = fields.String(validate=validate.OneOf(STAGES))
    boarder = fields.Boolean(allow_none=True)
    enrolment = _code(ENROLMENTS)
    hardships = fields.List(fields.String(validate=validate.OneOf(HARDSHIPS)))
    guardian_name = _text(60)
    guardian_id_number = _text(30)
    guardian_relation = _text(30)
    guardian_entrusted = fields.Boolean(allow_none=True)
    guardian_occupation = _text(60)
    guardian_phone = _text(40)
    guardian_address = _text(200)
    guardian_age = fields.Integer(allow_none=True, validate=validate.Range(min=0, max=130))
    guardian_health = _text(100)
    guardianship = _code(GUARDIANSHIPS)
    care = _code(CARE)
    care_quality = _code(CARE_QUALITIES)
    improper_care = _codes(IMPROPER_CARE)
    single_parent_reason = _code(SINGLE_PARENT_REASONS)
    siblings = _text(300)
    paternal_grandparents = _text(300)
    maternal_grandparents = _text(300)
    relief = _codes(RELIEF)
    special_situation = _text(300)
    remarks = _text(500)
    health_state = _code(HEALTH_STATES)
    disability_degree = _code(DEGREES)
    illness = _code(ILLNESSES)
    illness_name = _text(200)
    health_note = _text(500)
    vaccinated = fields.Boolean(allow_none=True)
    vaccination = _text(100)
    insured = fields.Boolean(allow_none=True)
    insurance = _text(100)


ParentFields = Schema.from_dict({**_parent("father"), **_parent("mother")})


class ChildFacts(ChildFields, ParentFields):  # type: ignore[misc, valid-type]
    """The fields of the child, the guardian and both parents."""
