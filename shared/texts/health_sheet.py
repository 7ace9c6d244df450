"""The words of a health-check sheet: its template, and how schools head such columns."""

# Field -> headings that mean it, the template's first; compared without spaces and units.
HEADINGS: dict[str, tuple[str, ...]] = {
    "class_name": ("班级", "年级班级", "所在班级"),
    "name": ("姓名", "学生姓名", "儿童姓名"),
    "birth_date": ("出生日期", "出生年月", "生日"),
    "height_cm": ("身高", "身高厘米"),
    "weight_kg": ("体重", "体重公斤"),
    "systolic": ("收缩压", "高压"),
    "diastolic": ("舒张压", "低压"),
    "vision_left": ("左眼视力", "左眼", "视力左", "左眼裸眼视力"),
    "vision_right": ("右眼视力", "右眼", "视力右", "右眼裸眼视力"),
    "lung_ml": ("肺活量",),
    "chest_cm": ("胸围",),
    "ent": ("耳鼻喉", "五官", "耳鼻喉科"),
    "ent_note": ("耳鼻喉说明", "五官说明", "备注", "说明"),
}
UNITS: dict[str, str] = {
    "height_cm": "厘米",
    "weight_kg": "公斤",
    "systolic": "毫米汞柱",
    "diastolic": "毫米汞柱",
    "vision_left": "五分记录",
    "vision_right": "五分记录",
    "lung_ml": "毫升",
    "chest_cm": "厘米",
    "ent": "正常或异常",
}
ENT_WORDS = {"正常": "normal", "无异常": "normal", "未见异常": "normal", "异常": "abnormal"}
TEMPLATE_TITLE = "{school}{term}学生体检表"
TEMPLATE_NOTE = "没有量的空着，没来的整行空着。姓名和班级要与档案一致；同名的学生请保留出生日期。"
TEMPLATE_SHEET = "体检表"
TEMPLATE_NAME = "{school}体检表"
HEADING_WITH_UNIT = "{heading}（{unit}）"

# Problems of a row, by code, beside the cell; joined to those of rosters.
ROWS: dict[str, str] = {
    "PupilNameMissing": "没有填写姓名，不知道是哪个学生的体检，请补上。",
    "PupilUnknown": "本校{1}没有名叫“{0}”的在册学生，请核对姓名和班级，或先把学生建档。",
    "PupilAmbiguous": "本校有几个名叫“{0}”的学生，请填写班级和出生日期。",
    "PupilTwice": "这个学生在表里出现了两次，请只保留一行。",
    "MeasureUnreadable": "这里要填数字，例如 {0}，请改正。",
    "MeasureOutOfRange": "应在 {0} 到 {1} 之间，请核对。",
    "EntUnreadable": "请填“正常”或“异常”；具体情况写在说明一栏。",
}
EXAMPLES = {"vision_left": "4.9", "vision_right": "4.9"}
EXAMPLE = "135.5"
