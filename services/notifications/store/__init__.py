"""The ports of notifications, on SQLAlchemy."""

from functools import cached_property

from services.notifications.handlers.outside import plan
from services.notifications.models import Base
from services.notifications.store.contact_points import SqlContactPoints
from services.notifications.store.deliveries import SqlDeliveries
from services.notifications.store.messages import SqlMessages
from shared.contracts.notifications.errors import ChannelTaken
from shared.unit_of_work import SqlUnitOfWork


class NotificationsUnitOfWork(SqlUnitOfWork):
    base = Base
    refusals = {"uq_contact_points_account_id_channel": ChannelTaken}

    @cached_property
    def messages(self) -> SqlMessages:
        return SqlMessages(self.session)

    @property
    def points(self) -> SqlContactPoints:
        return SqlContactPoints(self.session)

    @property
    def deliveries(self) -> SqlDeliveries:
        return SqlDeliveries(self.session)

    @property
    def channels(self) -> tuple[str, ...]:
        return self.settings.channels.names if self.settings else ()

    def finish(self) -> None:
        """What is told inside goes out from here in the same transaction, as rows."""
        plan(self, self.messages.flush())
        super().finish()
