"""Put right counts that were found wrong."""

from services.registry.ports import UnitOfWork


def mend_counts(uow: UnitOfWork, wrong: dict[tuple[str, str, int], tuple[int, int]]) -> None:
    """`wrong` is {(village, status, level): (kept, true)}, as the comparison gives it."""
    for (area, status, level), (kept, true) in wrong.items():
        uow.children.count(area, status, level, true - kept)
