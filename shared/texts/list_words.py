"""Words of the workbooks in which the lists of the organising go out."""

TITLES = {
    "departments": "包校单位名单",
    "adoptions": "单位包学校帮扶情况表",
    "groups": "领导小组名单",
    "letters": "责任书签订情况表",
    "plans": "工作方案任务分解表",
    "findings": "督查问题整改清单",
    "evaluations": "年度考核表",
    "watched": "重点关注儿童名单",
    "scores": "学年成绩积分表",
    "commendation": "拟表彰帮扶人名单",
    "pairings": "结对名单",
}
BOOK_TITLE = "{place}{year}年{what}"
BOOK_NAME = "{place}{year}年{what}.xlsx"
MORE = "注：本表只列出前 5000 行，其余请按地方分别导出。"
AND = "；"
YES = "拟表彰"
WHY, WATCHED_SINCE, TOWNSHIP_VILLAGE = "原因", "列入日期", "村居"
SCORE_STEP = "{text}：{points}"
CLASS, RANK_BEFORE, RANK, STEPS, SCORE = "班级", "原来名次", "期末名次", "计分过程", "积分"
AWARD, YUAN_OF_AWARD = "奖励", "奖金（元）"
CATEGORY, HELPER, HEART_LEVEL, LAST_CONTACT = "类别", "帮扶人", "心级", "最近联系"
DEPARTMENT, CONTACT, PHONE, SCHOOL, TOWNSHIP = "单位", "联系人", "联系电话", "所包学校", "所在乡镇"
DEEDS, THIS_TERM, YUAN, LAST_ON, ENDED_ON = (
    *("帮扶次数", "本学期次数", "投入（元）"),
    *("最近一次", "结束日期"),
)
PLACE, POST, NAME, TITLE, DUTIES, SINCE = "单位", "组内职务", "姓名", "单位职务", "职责", "任职起"
LETTER, ISSUER, PARTY, CHILD, STATE = "种类", "签发单位", "签订人", "儿童", "状态"
SIGNER, SIGNED_ON = "签字人", "签订日期"
PLAN, PHASE, STEP, RESPONSIBLE = "方案", "阶段", "任务", "责任岗位"
FROM_ON, DUE_ON, DONE_ON = "开始日期", "完成期限", "完成日期"
INSPECTION, FOUND, ANSWER = "督查", "发现的问题", "整改情况"
ANSWERED_ON, ACCEPTED_ON = "答复日期", "销号日期"
POINTS, BEHIND, COMMENDED = "得分", "依据（完成/应完成）", "结果"
