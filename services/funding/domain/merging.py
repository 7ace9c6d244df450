"""Which of a child's grants go, where two of its files had the same (DOMAIN section 7: no child is
paid twice for the same scheme and term)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from shared.contracts.funding.codes import SCHEME_OF, PaymentState, RollKind

OPEN = (PaymentState.DUE, PaymentState.FAILED)  # not with a bank, which may have paid it
# Each decision stands for itself: two are no twins.
SINGLE = (SCHEME_OF[RollKind.RELIEF], SCHEME_OF[RollKind.SPONSORSHIP])


@dataclass(frozen=True)
class Given:
    """A payment that stands, on one of the child's files."""

    payment_id: str
    roll_id: str
    fund_id: str
    file: str
    scheme: str
    term: str  # of an allowance the month
    state: PaymentState
    area_code: str
    amount_fen: int
    version: int
    benefit: str = ""


@dataclass
class Excess:
    """`open` can be taken back; of each pair in `twice` a person must reverse one."""

    open: list[Given] = field(default_factory=list)
    twice: list[tuple[Given, Given]] = field(default_factory=list)


def excess(child: str, given: Iterable[Given]) -> Excess:
    """The grants on one file stay: on the one whose money is on its way, before all on the child's
    own. Those of the other files for the same scheme and term go."""
    found = Excess()
    for same in _same(given):
        files = _in_order(child, same)
        kept = [one for one in same if one.file == files[0]]
        begun = [one for one in kept if one.state not in OPEN]
        for one in same:
            if one.file == files[0]:
                continue
            if one.state in OPEN:
                found.open.append(one)
            else:
                found.twice.append((one, begun[0]))
    return found


def _same(given: Iterable[Given]) -> Iterator[Collection[Given]]:
    """Those for one benefit and term, where they are on several files."""
    groups: dict[tuple[str, str], list[Given]] = {}
    for one in given:
        if one.scheme not in SINGLE:
            groups.setdefault((one.benefit or one.scheme, one.term), []).append(one)
    for same in groups.values():
        if len({one.file for one in same}) > 1:
            yield same


def _in_order(child: str, same: Collection[Given]) -> list[str]:
    begun = {one.file for one in same if one.state not in OPEN}
    return sorted({one.file for one in same}, key=lambda f: (f not in begun, f != child, f))
