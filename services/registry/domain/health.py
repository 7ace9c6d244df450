"""A term's health check: what cannot be, and what is to be looked into (DOMAIN section 3).

Lengths in cm, weight in kg, blood pressure in mmHg, vision on the five-grade scale (5.0 is normal),
lung capacity in ml. Ranges and limits are pack data.
"""

from collections.abc import Mapping, Sequence
from typing import Any

MEASURED = (
    *("height_cm", "weight_kg", "systolic", "diastolic", "vision_left", "vision_right"),
    *("lung_ml", "chest_cm"),
)
FIELDS = (*MEASURED, "ent", "ent_note")
Limits = Mapping[str, Any]


def impossible(
    values: Mapping[str, Any], ranges: Mapping[str, Sequence[float]]
) -> dict[str, tuple[float, float]]:
    """Field -> the lowest and highest that can be, of those that lie outside."""
    found = {
        name: (ranges[name][0], ranges[name][1])
        for name in MEASURED
        if (value := values.get(name)) is not None
        and not ranges[name][0] <= value <= ranges[name][1]
    }
    upper, lower = values.get("systolic"), values.get("diastolic")
    if not found and upper is not None and lower is not None and lower >= upper:
        found["diastolic"] = (ranges["diastolic"][0], upper - 1)
    return found


def band_of(age: int, bands: Sequence[Limits]) -> Limits:
    """The limits of an age; the last band is open."""
    return [band for band in bands if band["from_age"] <= age][-1]


def abnormal(values: Mapping[str, Any], limits: Limits) -> list[str]:
    """Codes of what lies beyond the limits of the age: vision, pressure, thin, heavy, lung, ent."""
    found = []
    seen = [values[n] for n in ("vision_left", "vision_right") if values.get(n) is not None]
    if seen and min(seen) < limits["vision_least"]:
        found.append("vision")
    if _over(values, "systolic", limits) or _over(values, "diastolic", limits):
        found.append("pressure")
    if (index := body_mass_index(values)) is not None:
        if index < limits["bmi_least"]:
            found.append("thin")
        elif index > limits["bmi_most"]:
            found.append("heavy")
    if values.get("lung_ml") is not None and values["lung_ml"] < limits["lung_least"]:
        found.append("lung")
    if values.get("ent") == "abnormal":
        found.append("ent")
    return found


def _over(values: Mapping[str, Any], name: str, limits: Limits) -> bool:
    value = values.get(name)
    return value is not None and value > limits[f"{name}_most"]


def body_mass_index(values: Mapping[str, Any]) -> float | None:
    """kg/m², None where height or weight is not there."""
    height, weight = values.get("height_cm"), values.get("weight_kg")
    return None if not height or not weight else round(weight / (height / 100) ** 2, 1)


def state_after(found: Sequence[str], before: str | None, same: bool) -> str:
    """What was treated stays so while the same things are found."""
    if not found:
        return "normal"
    return "treated" if before == "treated" and same else "follow"
