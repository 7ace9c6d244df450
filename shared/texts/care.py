"""Words of attached files and of care in the parents' place."""

TEXTS: dict[str, str] = {
    "AttachmentNotFound": "没有找到这个附件，请刷新附件列表后重新选择。",
    "AttachmentEmpty": "这个文件是空的，请重新选择文件。",
    "AttachmentTooLarge": "文件超过 {0} MB。请压缩照片、拆分文件后再上传。",
    "AttachmentKindRefused": "只能上传照片、PDF、Word、Excel、PPT 或 OFD 文件。"
    "请先另存为这些格式再上传。",
    "AttachmentDangerous": "这个文件里有能自动运行的程序或宏，可能带病毒，不能上传。"
    "请另存为 PDF 或照片再上传。",
    "AttachmentLocked": "这个文件设了密码，没有办法查看。请取消密码后再上传。",
    "AttachmentDamaged": "这个文件已损坏，读不出来。请重新导出或拍照后再上传。",
    "AttachmentTakenBack": "这个附件已经撤下，不能再打开。如仍需要，请重新上传。",
}

FILE_WORDS: dict[str, dict[str, str]] = {
    "attachment_kind": {
        "jpeg": "照片",
        "png": "图片",
        "gif": "图片",
        "webp": "图片",
        "heic": "照片",
        "pdf": "PDF",
        "docx": "Word 文档",
        "xlsx": "Excel 表格",
        "pptx": "演示文稿",
        "doc": "Word 文档",
        "xls": "Excel 表格",
        "ppt": "演示文稿",
        "ofd": "OFD 文档",
    },
    "attachment_about": {
        "identity": "户口、证件",
        "family": "家庭、监护",
        "schooling": "就学",
        "health": "健康、病历",
        "protection": "保护个案",
    },
}
