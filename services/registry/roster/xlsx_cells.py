"""The cells of a workbook's page, as openpyxl's own stream gives them, but quicker.

openpyxl makes several objects of every text that stands in its cell and not among the shared ones,
which is half of the time that such a file takes. Its parser is used below its public surface, so
its version is pinned and `test_roster_files` compares the two.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.worksheet._reader import INLINE_STRING, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

_TEXT = f"{{{SHEET_MAIN_NS}}}t"


class Parser(WorkSheetParser):
    def parse_cell(self, element: Element) -> dict[str, Any]:
        """A plain text is taken as it stands; what has a format, or is none, as ever."""
        if element.get("t") != "inlineStr" or len(element) != 1:
            return super().parse_cell(element)
        inline = element[0]
        if inline.tag != INLINE_STRING or len(inline) != 1 or inline[0].tag != _TEXT:
            return super().parse_cell(element)
        text = inline[0].text or ""
        element.remove(inline)  # without it there is nothing to make objects of
        return {**super().parse_cell(element), "value": text, "data_type": "s"}


def rows_of(page: Any) -> Iterator[tuple[int, list[Any]]]:
    """Number of each row that is there, rising, with its values from column A."""
    book, last = page.parent, 0
    with page._get_source() as source:
        parser = Parser(
            source,
            page._shared_strings,
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            if number > last:  # a number that comes again is passed over, as openpyxl does
                last = number
                yield number, _values(cells)


def _values(cells: list[dict[str, Any]]) -> list[Any]:
    width = cells[-1]["column"] if cells else 0
    values: list[Any] = [None] * width
    for cell in cells:
        if cell["column"] <= width:
            values[cell["column"] - 1] = cell["value"]
    return values
