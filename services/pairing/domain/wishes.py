"""What becomes of a wish, and what may stand in its public words (DOMAIN section 6)."""

import re
import unicodedata

from shared.contracts.pairing.errors import WishNamesSomebody, WishNotInState
from shared.contracts.pairing.wish_codes import WishStatus
from shared.texts.pairing_words import REACHES_SOMEBODY

# A phone, an ID number, an account: as many digits in a row, whatever is put between them.
NUMBER = re.compile(r"(?:\d[\s-]?){7,}")
# By somebody's decision; a claimed one is open again only when its claim ends: given up, run out,
# or what was said to be done never came.
NEXT = {
    WishStatus.SUBMITTED: {WishStatus.PUBLISHED, WishStatus.REFUSED},
    WishStatus.PUBLISHED: {WishStatus.CLAIMED, WishStatus.REFUSED},
    WishStatus.CLAIMED: {WishStatus.FULFILLED, WishStatus.REFUSED},
    WishStatus.FULFILLED: {WishStatus.CONFIRMED},
    WishStatus.CONFIRMED: set(),
    WishStatus.REFUSED: set(),
}


def check_public_words(text: str) -> None:
    """Raises WishNamesSomebody for a number, an account or a class that leads to somebody. Names of
    people, places and schools are held against the child's own by the gateway, which may read
    them."""
    said = unicodedata.normalize("NFKC", text)
    if NUMBER.search(said) or any(re.search(one, said, re.IGNORECASE) for one in REACHES_SOMEBODY):
        raise WishNamesSomebody()


def check_next(status: WishStatus, wanted: WishStatus) -> None:
    """Raises WishNotInState."""
    if wanted not in NEXT[status]:
        raise WishNotInState(status.value)
