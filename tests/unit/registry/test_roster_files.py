"""A wrong file gets a clear refusal with a stable code, and a strange one is read all the same."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook, load_workbook

from services.registry.roster import kinds, sheet
from services.registry.roster.payload import WORD_FILES
from services.registry.roster.word_files import WordsInvalid, load_words
from services.registry.roster.xlsx_cells import rows_of
from shared.contracts.registry import errors
from shared.errors import Invalid
from shared.texts import registry, roster
from tests.unit.registry.sheets import PLAIN_HEADINGS, child, read, table, words, workbook
from tests.unit.registry.xls_files import xls

SOUND = workbook(("Sheet1", table([child(n) for n in range(5)])))


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data))

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * (8 * 25))
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def locked() -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(SOUND)).encrypt("secret", out)
    return out.getvalue()


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def bomb() -> bytes:
    """A workbook of 200 kB that unpacks to 400 MB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SOUND)) as sound,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for entry in sound.infolist():
            if "sheet1" not in entry.filename:
                written.writestr(entry, sound.read(entry))
        with written.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(b" " * 2**20)
    return out.getvalue()


def without(name: str) -> bytes:
    headings = {field: head for field, head in PLAIN_HEADINGS.items() if field != name}
    return workbook(("Sheet1", table([child(1)], headings)))


def many_rows() -> bytes:
    lines = ["姓名,身份证号,所在村"] + ["甲,1,乙"] * (sheet.MOST_ROWS + 1)
    return "\n".join(lines).encode()


WRONG: dict[str, tuple[Callable[[], bytes], type[Invalid]]] = {
    "an empty file": (lambda: b"", errors.FileEmpty),
    "blanks alone": (lambda: b"\xef\xbb\xbf \r\n\r\n", errors.FileEmpty),
    "a picture": (png, errors.FileNotReadable),
    "a letter": (lambda: archive(word__document__xml=b"<w/>"), errors.FileNotReadable),
    "an archive": (lambda: archive(a=b"1"), errors.FileNotReadable),
    "a pdf": (lambda: b"%PDF-1.7\n\x00\x01\x02" * 40, errors.FileNotReadable),
    "noise": (lambda: random.Random(1).randbytes(5000), errors.FileNotReadable),
    "half a workbook": (lambda: SOUND[: len(SOUND) // 2], errors.FileNotReadable),
    "half an old workbook": (lambda: xls([["姓名"]])[:3000], errors.FileNotReadable),
    "a workbook with a password": (locked, errors.FileLocked),
    "50 MB of nothing": (lambda: bytes(50 * 2**20), errors.FileTooLarge),
    "a workbook that swells": (bomb, errors.FileTooLarge),
    "too many rows": (many_rows, errors.TooManyRows),
    "no name column": (lambda: without("name"), errors.NameColumnMissing),
    "no number column": (lambda: without("id_number"), errors.IdNumberColumnMissing),
    "no header": (lambda: workbook(("a", [["张三", "男"], ["李四", "女"]])), errors.HeaderNotFound),
    "an empty workbook": (lambda: workbook(("a", [])), errors.FileEmpty),
    "a header alone": (lambda: workbook(("a", table([]))), errors.FileEmpty),
    "a text": (lambda: "今天天气很好。\n明天也好。".encode(), errors.HeaderNotFound),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_is_refused_for_what_it_is(what: str) -> None:
    make, refusal = WRONG[what]
    with pytest.raises(refusal):
        read(make())


@pytest.mark.parametrize("what", WRONG)
def test_every_refusal_of_a_file_has_a_sentence(what: str) -> None:
    code = WRONG[what][1].__name__
    assert code in registry.TEXTS | roster.TEXTS


def test_what_a_file_is_shows_in_its_content_not_in_its_name() -> None:
    assert len(read(SOUND, filename="花名册.csv").rows) == 5
    assert len(read(xls(table([child(1)])), filename="花名册.xlsx").rows) == 1


def test_a_request_refuses_at_once_what_its_first_bytes_tell() -> None:
    for content in (b"", png(), bytes(50 * 2**20)):
        with pytest.raises(Invalid):
            kinds.check_kind(content)
    kinds.check_kind(SOUND)


def test_a_wrong_statement_of_the_size_hides_no_row() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SOUND)) as sound,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for entry in sound.infolist():
            content = sound.read(entry)
            if "sheet1" in entry.filename:
                content = content.replace(b'<dimension ref="A1:Q7" />', b'<dimension ref="A1" />')
                assert b'ref="A1"' in content
            written.writestr(entry, content)
    assert len(read(out.getvalue()).rows) == 5


def test_a_sheet_formatted_to_its_last_row_is_read_in_time() -> None:
    book = load_workbook(io.BytesIO(SOUND))
    for row in range(8, 30_000):
        book.worksheets[0].cell(row, 1).number_format = "@"
    out = io.BytesIO()
    book.save(out)
    assert len(read(out.getvalue()).rows) == 5


def test_a_hidden_sheet_is_read_only_if_no_other_is_a_roster() -> None:
    book = load_workbook(io.BytesIO(SOUND))
    copy = book.copy_worksheet(book.worksheets[0])
    copy.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert len(read(out.getvalue()).rows) == 5


def test_formulas_count_with_the_value_they_had() -> None:
    book = Workbook()
    for row in table([child(1)]):
        book.worksheets[0].append(row)
    book.worksheets[0]["A3"] = '="张"&"三"'
    out = io.BytesIO()
    book.save(out)  # never calculated: there is no value
    assert read(out.getvalue()).problems() == [["NameMissing"]]


def test_a_place_adds_words_of_its_own(tmp_path: Path) -> None:
    folder = sheet_folder(tmp_path)
    folder.joinpath("qian.toml").write_text(
        '[headings.child]\nvillage = ["寨子"]\n[values.situations.at_home]\nexact = ["屋头"]\n',
        encoding="utf-8",
    )
    rows = table([child(1, father_workplace="屋头")], PLAIN_HEADINGS | {"village": "寨子"})
    found = read(workbook(("a", rows)), words=folder)
    assert found.problems() == [[]]
    assert found.values("father_situation") == ["at_home"]
    assert load_words(folder).headings["child"]["village"] != words().headings["child"]["village"]


def test_a_wrong_file_of_words_is_named(tmp_path: Path) -> None:
    folder = sheet_folder(tmp_path)
    for content in ("[nosuch]\na = []\n", '[people]\nfather = "x"\n', "people = [\n"):
        folder.joinpath("wrong.toml").write_text(content, encoding="utf-8")
        with pytest.raises(WordsInvalid, match=r"wrong\.toml"):
            load_words(folder)


def sheet_folder(folder: Path) -> Path:
    copy(WORD_FILES / "words.toml", folder)
    return folder


INLINE = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="2"><c r="A2" t="inlineStr"><is><t>张三</t></is></c><c r="C2" t="inlineStr"><is><t/></is></c>
<c r="D2"><v>7</v></c></row>
<row r="4"><c r="B4" t="inlineStr"><is><r><t>李</t></r><r><t>四</t></r></is></c>
<c r="C4" t="b"><v>1</v></c><c r="D4" t="inlineStr"><is><t xml:space="preserve"> 空 </t></is></c>
<c t="inlineStr"><is><t>无坐标</t></is></c><c r="F4" t="str"><f>A1</f><v>公式</v></c></row>
<row r="4"><c r="A4"><v>1</v></c></row><row r="5"/></sheetData></worksheet>"""


@pytest.mark.parametrize("content", [SOUND, INLINE.replace("\n", "").encode()])
def test_cells_are_read_as_openpyxl_reads_them(content: bytes) -> None:
    book = content if content == SOUND else sheet_of(content)
    page = load_workbook(io.BytesIO(book), read_only=True, data_only=True).worksheets[0]
    page.reset_dimensions()
    theirs = dict(enumerate(map(list, page.iter_rows(values_only=True)), start=1))
    ours = dict(rows_of(page))
    assert ours == {number: row for number, row in theirs.items() if number in ours}
    assert not any(cell for number, row in theirs.items() if number not in ours for cell in row)
    assert ours


def sheet_of(content: bytes) -> bytes:
    """The sound workbook with another first sheet."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SOUND)) as sound,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for entry in sound.infolist():
            changed = "sheet1" in entry.filename
            written.writestr(entry, content if changed else sound.read(entry))
    return out.getvalue()
