"""The words under which a child's name is found, and those that a search asks for.

What is indexed (only as keyed hashes) tells a thief how often a word repeats, so a surname alone is
no word: how often each surname occurs in a county is public, and would give the names away.
"""

from itertools import islice, product

from services.registry.domain.names import plain, readings_of, surname_length

MOST_READINGS = 48  # of one part of a name
LONGEST_PART = 6  # characters of a beginning; longer names are found by this much, or in full
CHARACTERS, SOUND, INITIALS = "name", "sound", "initials"
Word = tuple[str, str]  # kind, text
PASSPORT = {"lv": "lyu", "nv": "nyu"}  # how some type these syllables


def words_of(name: str) -> frozenset[Word]:
    """In full, its beginnings and the given name, as written and in every reading; initials, and
    the surname spelled out with the given name's initials."""
    letters = _letters(name)
    surname = surname_length(letters)
    readings = [_ways_to_type(each) for each in readings_of(letters)]
    words: set[Word] = set()
    for start, end in _parts(len(letters), surname):
        words.add((CHARACTERS, letters[start:end]))
        words |= {(SOUND, sound) for sound in _sounds(readings[start:end])}
    short = [tuple(dict.fromkeys(r[:1] for r in each)) for each in readings]
    if len(letters) > 1:
        words |= {(INITIALS, text) for text in _sounds(short)}
        words |= {(SOUND, text) for text in _sounds([*readings[:surname], *short[surname:]])}
    return frozenset(words)


def asked_words(text: str) -> tuple[frozenset[Word], frozenset[Word]]:
    """What was typed as it stands, and what sounds the same; nothing for less than two signs."""
    typed = _letters(text)
    if len(typed) < 2:
        return frozenset(), frozenset()
    if typed.isascii():
        return frozenset({(SOUND, typed), (INITIALS, typed), (CHARACTERS, typed)}), frozenset()
    sounds = _sounds(readings_of(typed))
    return frozenset({(CHARACTERS, typed)}), frozenset((SOUND, sound) for sound in sounds)


def _letters(text: str) -> str:
    """Without blanks, dots and apostrophes, which some type and others do not."""
    lowered = plain(text).lower().replace("\u00fc", "v")
    return "".join(sign for sign in lowered if sign.isalnum())


def _ways_to_type(readings: tuple[str, ...]) -> tuple[str, ...]:
    return (*readings, *(PASSPORT[reading] for reading in readings if reading in PASSPORT))


def _parts(length: int, surname: int) -> set[tuple[int, int]]:
    beginnings = {(0, end) for end in range(max(surname, 1) + 1, min(length, LONGEST_PART) + 1)}
    given = {(surname, length)} if length - surname > 1 else set()
    return beginnings | given | {(0, length)}


def _sounds(readings: list[tuple[str, ...]]) -> set[str]:
    return {"".join(each) for each in islice(product(*readings), MOST_READINGS)}
