"""Exact shares of an amount."""


def split_equally(amount_fen: int, parts: int) -> list[int]:
    """`parts` shares that add up to the fen; the first ones bear what is left over.

    100.00 yuan over three: 33.34 + 33.33 + 33.33 (DOMAIN section 7).
    """
    if parts < 1 or amount_fen < 0:
        raise ValueError(f"{amount_fen} fen cannot be split into {parts}")
    share, left_over = divmod(amount_fen, parts)
    return [share + 1] * left_over + [share] * (parts - left_over)
