"""Made-up counties lie in a real prefecture, so that ranges of areas hold on them too."""

from itertools import islice

from lantian.generate.places import MOST_COUNTIES, counties

# Of 5203 in GB/T 2260, and the new districts that the statistics give codes of their own.
USED = {
    *("520302", "520303", "520304", "520322", "520323", "520324", "520325", "520326", "520327"),
    *("520328", "520329", "520330", "520371", "520381", "520382"),
}


def test_a_made_up_county_has_a_code_of_its_prefecture_that_no_county_has() -> None:
    invented = [county.code for county in islice(counties(MOST_COUNTIES), 3, None)]
    assert len(set(invented)) == MOST_COUNTIES - 3
    assert {code[:4] for code in invented} == {"5203"}
    assert not USED & set(invented)
