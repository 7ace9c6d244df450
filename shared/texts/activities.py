"""Chinese wording of activities: refusals, and what standards and equipment are called."""

TEXTS: dict[str, str] = {
    "SchoolNotKnown": "没有找到这所学校。如果学校刚刚登记，请稍等片刻再试。",
    "RoomNotFound": "没有找到这个留守儿童之家，请从列表中重新选择。",
    "RoomNameTaken": "这所学校已有同名的留守儿童之家，请换一个名称。",
    "StockBelowZero": "现有数量只有 {0}，不能登记更多的维修或报废。请核对后重填。",
    "SessionNotFound": "没有找到这次活动，请从活动列表中重新选择。",
    "WeekdayDoesNotFit": (
        "{0:day}是{1:weekday}，不是{2:weekday}。最近的{2:weekday}是{3:day}，请改日期或改星期。"
    ),
    "EndsBeforeItStarts": "结束时间 {1} 要晚于开始时间 {0}，请修改。",
    "SessionTooLongAgo": "{0:day}过去太久了，补录最早到{1:day}。请检查日期。",
    "TeacherBooked": "这位教师在{1:day} {2} 至 {3} 已有活动，请换教师或换时间。",
    "PlaceBooked": "“{0}”在{1:day} {2} 至 {3} 已有活动，请换地点或换时间。",
    "ClassBooked": "“{0}”在{1:day} {2} 至 {3} 已有活动，请换班级或换时间。",
    "SessionNotPlanned": "这次活动{0:session_state}，不能再开展、改期或取消。",
    "HeldBeforeItsDay": "活动定在{0:day}，到了那天才能登记开展。如已提前举行，请先改期。",
    "SessionNotHeld": "这次活动{0:session_state}，登记开展以后才能点名。",
    "ChildNotOnRoster": "有一名儿童不在这所学校的名册中，请刷新名单后重新点名。",
    "ChildMarkedTwice": "同一名儿童点了两次，请只保留一个结果。",
    "LetterNotFound": "没有找到这封信。请核对查询码；字母和数字要一个不差。",
    "LetterAnswered": "这封信已经回复过，孩子可能已经看到，不能再改。需要补充时请约孩子谈心。",
    "LetterAlarmed": "这封信已经按危险情况立案，请在“保护个案”中继续办理。",
    "CorrectionNeedsReason": "更改已有的点名结果要写明原因，请填写后再提交。",
}

STANDARDS = {
    "uniform_sign": "统一标牌",
    "fixed_place": "固定场所",
    "full_equipment": "设备齐全",
    "staff": "专人管理",
    "children_files": "儿童档案",
    "activity_plan": "活动计划",
    "activity_ledger": "活动台账",
    "secured_funds": "经费保障",
}

ZONES = {
    "reading": "图书阅读区",
    "family_contact": "亲情联络区",
    "culture_and_sport": "文体活动区",
    "science_and_skills": "科技技能区",
    "boarding_life": "寄宿生活区",
}

EQUIPMENT_PLANS = {"full": "完整配置", "basic": "基本配置"}

EQUIPMENT = {
    "long_distance_phone": "长途电话",
    "networked_computer": "联网电脑（带摄像头和耳麦）",
    "television": "电视机",
    "book": "图书和杂志",
    "chess_set": "棋类",
    "sport_kit": "体育器材",
    "talk_room": "谈心室",
    "file_cabinet": "档案柜",
    "audio_visual_set": "音像设备",
    "printer": "打印机",
    "newspaper": "报刊",
    "badminton_set": "羽毛球拍",
    "table_tennis_set": "乒乓球拍",
}

MOVEMENTS = {"addition": "新增", "repair": "维修", "write_off": "报废"}

# What each operation is called on the page of the API.
OPERATIONS = {
    "activities.open_room": "登记留守儿童之家",
    "activities.list_rooms": "留守儿童之家",
    "activities.get_room": "留守儿童之家及所缺条件",
    "activities.confirm_standards": "确认达到的标准",
    "activities.record_stock": "登记器材增减",
    "activities.plan_session": "安排活动",
    "activities.list_sessions": "活动安排",
    "activities.get_session": "活动和签到表",
    "activities.hold_session": "开展活动",
    "activities.mark_attendance": "登记签到",
    "activities.cancel_session": "取消活动",
    "activities.move_session": "活动改期",
    "activities.list_children_of_school": "学校的儿童",
    "activities.count_attendance": "儿童的出勤情况",
    "activities.write_to_letterbox": "写信给心理信箱（不登录也可以）",
    "activities.get_letter_answer": "凭查询码看心理信箱的回信",
    "activities.list_letterbox": "心理信箱的来信（不含内容）",
    "activities.read_letter": "读心理信箱的一封信（只有心理老师）",
    "activities.answer_letter": "回复心理信箱的信",
    "activities.alarm_letter": "信中有危险，立案",
    "activities.list_access_log": "签到表查阅记录",
    "activities.verify_records": "核验活动记录是否完整",
}
