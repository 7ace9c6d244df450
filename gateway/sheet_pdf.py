"""A list as a PDF: the same table as its workbook, on as many pages as it takes.

Runs in a child process (`shared.child_process`). In: the task of `gateway.plain_sheet`. Out: a PDF.

Nothing in it can run or call out. Its letters are those that every reader of PDF has for Chinese
(Adobe-GB1, PDF 32000-1 section 9.7.5.2), so that no font is carried along.
"""

import json
import zlib
from collections.abc import Iterator, Sequence

from gateway.plain_sheet import Task, exported, shown
from shared.texts import money_list_words as words

WIDE, HIGH, MARGIN = 842, 595, 36  # A4, lying, in points
SIZE, LEADING, PADDING = 9, 12, 3
TITLE_SIZE = 14
ROOM = WIDE - 2 * MARGIN
FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H"
    " /DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
    " /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R >>",
    "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
    " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)
Cells = Sequence[Sequence[str]]  # of a row: the lines of each cell


def write(task: bytes) -> bytes:
    sheet: Task = json.loads(task)
    widths = _widths(sheet)
    pages = list(_pages(sheet, widths))
    return _file([_drawn(sheet, widths, page, n, len(pages)) for n, page in enumerate(pages, 1)])


def _widths(sheet: Task) -> list[float]:
    asked = [float(width) for _, width, _ in sheet["columns"]]
    return [width * ROOM / sum(asked) for width in asked]


def _pages(sheet: Task, widths: list[float]) -> Iterator[list[Cells]]:
    """The rows of each page, as many as fit under the head."""
    room = HIGH - 2 * MARGIN - TITLE_SIZE - 3 * LEADING - _height(_wrapped(sheet, None, widths))
    page: list[Cells] = []
    left = room
    for row in [*sheet["rows"], *([sheet["total"]] if sheet["total"] else [])]:
        cells = _wrapped(sheet, row, widths)
        if page and _height(cells) > left:
            yield page
            page, left = [], room
        page.append(cells)
        left -= _height(cells)
    yield page


def _wrapped(sheet: Task, row: Sequence[object] | None, widths: list[float]) -> Cells:
    """`None`: the head."""
    kinds = [kind for _, _, kind in sheet["columns"]]
    heads = [name for name, _, _ in sheet["columns"]]
    texts = heads if row is None else [shown(v, k) for v, k in zip(row, kinds, strict=True)]
    return [_lines(t, w - 2 * PADDING) for t, w in zip(texts, widths, strict=True)]


def _lines(text: str, width: float) -> list[str]:
    """Broken where the cell ends, between any two signs, as Chinese is."""
    lines, line, used = [], "", 0.0
    for sign in text.replace("\n", " "):
        if line and used + _width(sign) > width:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + sign, used + _width(sign)
    return [*lines, line]


def _width(text: str, size: float = SIZE) -> float:
    return sum(size / 2 if sign.isascii() else size for sign in text)


def _height(cells: Cells) -> float:
    return max(len(lines) for lines in cells) * LEADING + 2 * PADDING


def _drawn(sheet: Task, widths: list[float], page: list[Cells], number: int, pages: int) -> str:
    top: float = HIGH - MARGIN - TITLE_SIZE
    title = sheet["title"]
    parts = [_text(title, (WIDE - _width(title, TITLE_SIZE)) / 2, top, TITLE_SIZE)]
    top -= LEADING + PADDING
    parts.append(_text(sheet["subtitle"], MARGIN, top))
    top -= PADDING
    kinds = [kind for _, _, kind in sheet["columns"]]
    for at, cells in enumerate([_wrapped(sheet, None, widths), *page]):
        parts.append(_row(cells, widths, kinds if at else [], top))
        top -= _height(cells)
    foot = words.FOOT.format(exported=exported(sheet), page=number, pages=pages)
    note = [sheet["note"]] if sheet["note"] and number == pages else []
    parts += [_text(said, MARGIN, MARGIN - n * LEADING) for n, said in enumerate([foot, *note])]
    return "\n".join(parts)


def _row(cells: Cells, widths: list[float], kinds: Sequence[str], top: float) -> str:
    """Framed; amounts and numbers stand to the right."""
    height, left, parts = _height(cells), float(MARGIN), []
    for at, (lines, width) in enumerate(zip(cells, widths, strict=True)):
        parts.append(f"0.5 w {left:.2f} {top - height:.2f} {width:.2f} {height:.2f} re S")
        right = bool(kinds) and kinds[at] != "text"
        for n, line in enumerate(lines, start=1):
            x = left + width - PADDING - _width(line) if right else left + PADDING
            parts.append(_text(line, x, top - n * LEADING))
        left += width
    return "\n".join(parts)


def _text(text: str, x: float, y: float, size: float = SIZE) -> str:
    """As UTF-16 in hex: no sign of it is an instruction."""
    return f"BT /F {size} Tf {x:.2f} {y:.2f} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _file(pages: list[str]) -> bytes:
    """Objects 1 and 2 are the catalogue and the pages, 3 to 5 the font, then each page's two."""
    first = 3 + len(FONT)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        *(one.encode() for one in FONT),
    ]
    for n, drawn in enumerate(pages):
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDE} {HIGH}]"
            f" /Resources << /Font << /F 3 0 R >> >> /Contents {first + 2 * n + 1} 0 R >>"
        )
        stream = zlib.compress(drawn.encode())
        head = f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode()
        objects += [page.encode(), head + stream + b"\nendstream"]
    return _numbered(objects)


def _numbered(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    out += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
