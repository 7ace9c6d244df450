"""100,000 rows in ten workbooks: does the time grow with the rows alone, and the memory not?

A workbook holds at most 50,000 rows and 10 MB, so that the process that reads it stays small."""

from benchmarks.importing import ROWS, WORKBOOKS, import_all, only_reading
from benchmarks.rosters import a_roster


def main() -> None:
    contents = [a_roster(ROWS, seed) for seed in range(1, WORKBOOKS + 1)]
    reading = min(only_reading(contents[0]) for _ in range(3))
    courses = import_all(contents)
    for number, course in enumerate(courses, start=1):
        print(
            f"  {number * ROWS} rows: {course.done:.1f} s ({course.done / reading:.1f} times the "
            f"reading), copied after {course.copied:.1f} s, most memory "
            f"{course.memory / 2**20:.0f} MB"
        )
    first, last = courses[0], courses[-1]
    print(f"  the last workbook took {last.done / first.done:.2f} times as long as the first")
    print(f"  memory grew by {(last.memory - first.memory) / 2**20:.0f} MB from 10,000 to 100,000")


if __name__ == "__main__":
    main()
