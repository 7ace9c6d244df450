"""The codes of attached files; their Chinese words are in shared.texts."""

# Kind, as its content says -> the ending of its name, and what a browser is told it is.
ENDINGS = {
    "jpeg": "jpg",
    "png": "png",
    "gif": "gif",
    "webp": "webp",
    "heic": "heic",
    "pdf": "pdf",
    "docx": "docx",
    "xlsx": "xlsx",
    "pptx": "pptx",
    "doc": "doc",
    "xls": "xls",
    "ppt": "ppt",
    "ofd": "ofd",
}
KINDS = tuple(ENDINGS)
_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "heic": "image/heic",
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "ofd": "application/ofd",
}
# What a file of a dossier is about: the field group that decides who sees it (DOMAIN section 10).
ABOUT = ("identity", "family", "schooling", "health")
OF_CASE = "protection"
