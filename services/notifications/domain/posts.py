"""The posts that most facts concern, and the page of a child."""

from services.notifications.domain.addresses import at_school, township, village
from shared.access.roles import Role

VILLAGE = (village(Role.VILLAGE_OFFICER),)
TOWNSHIP = (township(Role.TOWNSHIP_OFFICER),)
FEDERATION = township(Role.TOWNSHIP_FEDERATION)
HEADS = (at_school(Role.PRINCIPAL), at_school(Role.HEAD_TEACHER))
CHILD = "/children/{child_id}"
