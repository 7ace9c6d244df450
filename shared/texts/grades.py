"""How schools write the grade in a class's name, and why a graduate is offered to a school."""

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
INFANTS = ("小", "中", "大")  # years of a kindergarten, in order
INFANTS_BEFORE = "托"  # before the first of them
# "the first year of junior high": written instead of seven, eight, nine.
STAGE_MARKS = {"初": "junior", "高": "senior"}
AFTER_A_GRADE = "年级（(班.．-—－ "
COHORT = "级"  # behind the year of entry: such a name stays the same
GRADUATION = "毕业升学"
