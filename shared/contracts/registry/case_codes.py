"""The codes of protection cases (DOMAIN section 5); their Chinese words are in shared.texts."""

# What may be reported: the triggers of State Council 2016 No. 13, part 4 (1), then the nine
# situations of the opinions on mandatory reporting (2020), article 4, in their order.
TRIGGERS = (
    "living_alone",
    "gone_missing",
    "guardian_unfit",
    "domestic_violence",
    "accidental_injury",
    "unlawful_harm",
)
ARTICLE_4 = (
    "private_injury",
    "under_14_sexual",
    "over_14_sexual",
    "violent_injuries",
    "disabled_or_dead",
    "abandoned",
    "trafficked",
    "begging",
    "other_harm",
)
REPORTABLE = TRIGGERS + ARTICLE_4
# What is found out, and so what has to be done.
FINDINGS = (
    "living_alone",
    "carer_unfit",
    "parents_not_reached",
    "missing",
    "violence",
    "school_incident",
)
CASE_STATES = ("reported", "open", "assessed", "closed")
# How a case ends; "no_danger" is the township's answer to a report that was none.
RESULTS = ("safe", "guardianship_changed", "of_age", "handed_over", "no_danger")
# Duties that an office sets by hand: services that are followed to their end, and its own.
SERVICES = (
    "service_medical",
    "service_psychological",
    "service_legal_aid",
    "service_relief",
    "service_school",
    "service_carer",
)
BY_HAND = (*SERVICES, "visit", "own_task")
# Duties of the pack that steps of guardianship intervention set.
WARNING_VISIT, ORDER, PETITION = "warning_visit", "protection_order", "consider_petition"
ASPECTS = ("safety", "guardianship", "health")
RISKS = ("safe", "at_risk", "in_danger")
STEPS = (
    "criticism",
    "warning_letter",
    "protection_order",
    "duty_refused",
    "duty_resumed",
    "danger_persists",
    "serious_harm",
    "petition_filed",
    "guardian_revoked",
)
GROUNDS = ("danger_after_education", "refused_six_months", "serious_harm")
# What a report's own page says of it, to whoever holds its code.
HANDLING = ("received", "handling", "handled", "no_danger")
ENTRIES = (
    "reported",
    "opened",
    "joined",
    "joined_to",
    "parted",
    "commended",
    "matched",
    "rematched",
    "moved",
    "found",
    "duty_set",
    "duty_reminded",
    "duty_missed",
    "duty_acknowledged",
    "assessed",
    "stepped",
    "petition_prompted",
    "noted",
    "attached",
    "taken_back",
    "closed",
)
# Who may be given a duty. Where: the role's own place of the case, its school, or the family.
AREA_POSTS = {
    "village_officer": 12,
    "township_officer": 9,
    "township_federation": 9,
    "county_officer": 6,
    "county_federation": 6,
    "education_bureau": 6,
    "police": 6,
}
SCHOOL_POSTS = ("head_teacher", "principal", "counsellor")
FAMILY_POST, HELPER_POST = "family", "helper"
POSTS = (*AREA_POSTS, *SCHOOL_POSTS, FAMILY_POST)
