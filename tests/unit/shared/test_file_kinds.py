"""What a file is, is read from its content; what could run is refused whatever it is called."""

import zipfile
from io import BytesIO

import pytest

from shared.contracts.registry.errors import (
    AttachmentDamaged,
    AttachmentDangerous,
    AttachmentEmpty,
    AttachmentKindRefused,
    AttachmentLocked,
    AttachmentTooLarge,
)
from shared.errors import DomainError
from shared.file_kinds import TEST_VIRUS, kind_of, shown_name

MOST = 2**20
JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(*names: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return held.getvalue()


def ole(*names: str) -> bytes:
    return OLE + b"".join(f"{name}\0".encode("utf-16-le") for name in names)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (JPEG, "jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"GIF89a....", "gif"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "webp"),
        (b"\x00\x00\x00\x18ftypheic....", "heic"),
        (b"%PDF-1.7 ...", "pdf"),
        (archive("[Content_Types].xml", "word/document.xml"), "docx"),
        (archive("xl/workbook.xml"), "xlsx"),
        (archive("ppt/presentation.xml"), "pptx"),
        (archive("OFD.xml"), "ofd"),
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "xls"),
        (ole("PowerPoint Document"), "ppt"),
    ],
)
def test_a_kind_is_known_by_its_content(content: bytes, kind: str) -> None:
    assert kind_of(content, MOST) == kind


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", AttachmentEmpty),
        (b" \r\n\x00", AttachmentEmpty),
        (JPEG + b"x" * MOST, AttachmentTooLarge),
        (b"MZ\x90\x00", AttachmentDangerous),
        (b"\x7fELF\x02", AttachmentDangerous),
        (b"#!/bin/sh\nrm -rf /", AttachmentDangerous),
        (b"\xef\xbb\xbf  <SCRIPT>alert(1)</script>", AttachmentDangerous),
        (b"<!DOCTYPE html><p>", AttachmentDangerous),
        (b"<svg onload='x'>", AttachmentDangerous),
        (JPEG + TEST_VIRUS, AttachmentDangerous),
        (b"%PDF-1.7 /OpenAction /JavaScript", AttachmentDangerous),
        (b"%PDF-1.7 /Launch /F (cmd.exe)", AttachmentDangerous),
        (b"%PDF-1.7 /S /J#61vaScript /J#53 (app.alert(1))", AttachmentDangerous),
        (b"%PDF-1.7 /#4C#61#75nch", AttachmentDangerous),
        (archive("word/document.xml", "word/vbaProject.bin"), AttachmentDangerous),
        (archive("word/document.xml", "word/embeddings/a.EXE"), AttachmentDangerous),
        (archive("photo.jpg"), AttachmentKindRefused),
        (b"PK\x03\x04 and then nothing", AttachmentDamaged),
        (ole("WordDocument", "VBA"), AttachmentDangerous),
        (ole("EncryptedPackage"), AttachmentLocked),
        (ole("SomethingElse"), AttachmentKindRefused),
        (b"Rar!\x1a\x07\x00", AttachmentKindRefused),
        ("姓名,村\n王小明,永胜村".encode(), AttachmentKindRefused),
    ],
)
def test_what_is_no_photo_and_no_document_is_refused(
    content: bytes, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        kind_of(content, MOST)


def test_an_archive_that_was_sealed_with_a_password_is_refused() -> None:
    content = bytearray(archive("word/document.xml"))
    entry = content.index(b"PK\x01\x02")  # the directory's own entry holds the flag too
    content[entry + 8] |= 1
    with pytest.raises(AttachmentLocked):
        kind_of(bytes(content), MOST)


@pytest.mark.parametrize(
    ("typed", "kind", "shown"),
    [
        ("照片.jpg.exe", "jpeg", "照片.jpg.jpg"),
        ("..\\..\\户口本.PDF", "pdf", "户口本.pdf"),
        ("gpj\u202efdp.照片", "jpeg", "gpjfdp.jpg"),
        ("a<b>:c.docx", "docx", "a_b__c.docx"),
        ("...", "png", "png.png"),
        ("长" * 300 + ".pdf", "pdf", "长" * 100 + ".pdf"),
    ],
)
def test_a_file_is_saved_under_a_name_that_says_what_it_is(
    typed: str, kind: str, shown: str
) -> None:
    assert shown_name(typed, kind) == shown
