"""What a room lacks of the eight standards and of its equipment plan (DOMAIN section 8)."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from shared.contracts.activities.errors import StockBelowZero
from shared.contracts.activities.standards import EQUIPMENT_PLANS, ROOM_STANDARDS


class Movement(StrEnum):
    ADDITION = "addition"
    REPAIR = "repair"  # on record; the count stays
    WRITE_OFF = "write_off"


SIGN = {Movement.ADDITION: 1, Movement.REPAIR: 0, Movement.WRITE_OFF: -1}


def counts(movements: Iterable[tuple[str, Movement, int]]) -> dict[str, int]:
    """Item -> count held, from (item, kind, count) movements. The count is never stored."""
    held: dict[str, int] = {}
    for item, kind, count in movements:
        held[item] = held.get(item, 0) + SIGN[kind] * count
    return held


def check_movement(held: int, kind: Movement, count: int) -> None:
    """Raises StockBelowZero if more would leave, or be repaired, than is there."""
    if kind is not Movement.ADDITION and count > held:
        raise StockBelowZero(str(held))


def lacking_equipment(plan: str, held: Mapping[str, int]) -> dict[str, int]:
    """Item -> how many more the room's equipment plan asks for."""
    wanted = EQUIPMENT_PLANS[plan].items()
    return {item: least - held.get(item, 0) for item, least in wanted if held.get(item, 0) < least}


def standards(confirmed: Collection[str], plan: str, held: Mapping[str, int]) -> dict[str, bool]:
    """Each of the eight standards -> met or not; full equipment follows from the inventory."""
    met = {code: code in confirmed for code in ROOM_STANDARDS}
    met["full_equipment"] = not lacking_equipment(plan, held)
    return met
