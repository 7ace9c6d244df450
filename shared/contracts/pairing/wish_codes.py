"""Codes of wishes; the Chinese for them is in `shared.texts.pairing_words`."""

from enum import StrEnum


class WishStatus(StrEnum):
    SUBMITTED = "submitted"  # to be checked
    PUBLISHED = "published"  # anybody may claim it
    CLAIMED = "claimed"
    FULFILLED = "fulfilled"  # the claimant says so
    CONFIRMED = "confirmed"  # the child has it
    REFUSED = "refused"  # or taken back by an office after it was published


class ClaimState(StrEnum):
    HELD = "held"
    LAPSED = "lapsed"
    GIVEN_UP = "given_up"
    NOT_RECEIVED = "not_received"  # the station never had what was said to be done
    WITHDRAWN = "withdrawn"  # the office took the wish back
    FULFILLED = "fulfilled"
