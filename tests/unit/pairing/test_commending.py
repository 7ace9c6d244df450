"""Who is commended by fulfilled duties."""

from services.pairing.domain.commending import Deeds, Terms, commended

TERMS = Terms(percent=20, least_percent=90, least_kept=5)


def names(*all_of_them: Deeds) -> list[str]:
    return [one.helper_id for one in commended(all_of_them, TERMS)]


def test_the_best_fifth_by_the_share_kept_in_time_then_by_how_many() -> None:
    others = [Deeds(f"o{n}", 10, 0, 1) for n in range(8)]  # 90.9 in a hundred
    assert names(*others, Deeds("b", 10, 0, 0), Deeds("a", 20, 0, 0)) == ["a", "b"]


def test_who_kept_too_few_or_too_little_in_time_is_not_among_them() -> None:
    few, late, behind = Deeds("few", 4, 0, 0), Deeds("late", 8, 2, 0), Deeds("behind", 8, 0, 1)
    assert names(few, late, behind) == []


def test_nobody_is_left_out_who_did_as_well_as_the_last_one() -> None:
    assert names(*(Deeds(f"h{n}", 10, 0, 0) for n in range(5))) == ["h0", "h1", "h2", "h3", "h4"]


def test_who_had_no_duties_takes_no_place_of_others() -> None:
    idle = [Deeds(f"i{n}", 0, 0, 0) for n in range(20)]
    five = [Deeds(f"h{n}", 10 + n, 0, 0) for n in range(5)]
    assert names(*idle, *five) == ["h4"]
