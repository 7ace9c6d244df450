"""The part of the door for what goes outside: one's own channels, deliveries, links."""

from datetime import datetime, time
from typing import Any

from services.notifications.handlers import acknowledging, contact_points, operating, outside
from services.notifications.queries import channels, deliveries
from services.notifications.service.sending import sender
from services.notifications.store import NotificationsUnitOfWork as UnitOfWork
from services.notifications.views import channel_view, delivery_view, hours_view
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.gateway.events import AccountClosed
from shared.contracts.notifications import schemas
from shared.doors import command, query
from shared.messaging.jobs import Transaction, job
from shared.messaging.subscription import on
from shared.messaging.timers import when_due


class Reaching:
    """Mixed into `NotificationsService`."""

    database: Any

    # -- one's own channels -----------------------------------------------------------------------

    @query(schemas.GetMyChannels, answers=schemas.MyChannels)
    def get_my_channels(self, uow: UnitOfWork, grant: Grant) -> Any:
        return channels.get_my_channels(uow.session, uow.vault, grant, uow.channels)

    @command(schemas.AddChannel, answers=schemas.ChannelView)
    def add_channel(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return channel_view(uow.vault, contact_points.add_channel(uow, grant, **request, at=now()))

    @command(schemas.ChannelOfMine, answers=schemas.ChannelView)
    def resend_code(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return channel_view(uow.vault, contact_points.resend_code(uow, grant, **request, at=now()))

    @command(schemas.ConfirmChannel, answers=schemas.ChannelConfirmed)
    def confirm_channel(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        done = contact_points.confirm_channel(uow, grant, **request, at=now())
        return {**channel_view(uow.vault, done["point"]), "confirmed": done["confirmed"]}

    @command(schemas.ChannelOfMine, answers=schemas.ChannelView)
    def put_channel_first(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return channel_view(uow.vault, contact_points.put_channel_first(uow, grant, **request))

    @command(schemas.ChannelOfMine, answers=schemas.ChannelView)
    def remove_channel(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return channel_view(uow.vault, contact_points.remove_channel(uow, grant, **request))

    @command(schemas.SetReceivingHours, answers=schemas.ReceivingHoursView)
    def set_receiving_hours(self, uow: UnitOfWork, grant: Grant, **request: str) -> Any:
        moments = {name: time.fromisoformat(moment) for name, moment in request.items()}
        return hours_view(contact_points.set_hours(uow, grant, **moments))

    # -- deliveries -------------------------------------------------------------------------------

    @query(schemas.DeliveryOverview, answers=schemas.DeliveryOverviewView)
    def delivery_overview(self, uow: UnitOfWork, _grant: Grant) -> Any:
        return deliveries.delivery_overview(uow.session, uow.channels)

    @query(schemas.ListDeliveries, answers=schemas.DeliveryList)
    def list_deliveries(self, uow: UnitOfWork, _grant: Grant, **request: Any) -> Any:
        return deliveries.list_deliveries(uow.session, **request)

    @query(schemas.DeliveryById, answers=schemas.DeliveryView)
    def get_delivery(self, uow: UnitOfWork, _grant: Grant, *, delivery_id: str) -> Any:
        return delivery_view(uow.deliveries.get(delivery_id))

    @command(schemas.DeliveryById, answers=schemas.DeliveryView)
    def send_again(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return delivery_view(operating.send_again(uow, grant, **request, at=now()))

    # -- the link in a message --------------------------------------------------------------------

    @query(schemas.ByLink, answers=schemas.LinkedView)
    def open_link(self, uow: UnitOfWork, _grant: Grant, *, token: str) -> Any:
        """Looking consumes nothing: programs that preview links look too."""
        return acknowledging.linked(uow.deliveries.by_token(acknowledging.hash_of(token)), now())

    @command(schemas.ByLink, answers=schemas.LinkedView)
    def acknowledge_by_link(self, uow: UnitOfWork, _grant: Grant, **request: Any) -> Any:
        return acknowledging.acknowledge_by_link(uow, **request, at=now())

    # -- by the clock -----------------------------------------------------------------------------

    @when_due(outside.DUE)
    def on_deliveries_due(self, subject: str, _due_at: datetime, uow: UnitOfWork) -> None:
        outside.look_for_due(uow, subject)

    @when_due(outside.DIGEST)
    def on_digest_due(self, subject: str, _due_at: datetime, uow: UnitOfWork) -> None:
        outside.send_digest(uow, subject, now())

    @on(AccountClosed)
    def on_account_closed(self, event: AccountClosed, uow: UnitOfWork) -> None:
        contact_points.forget_account(uow, event.account_id)

    # A sender for each channel, so that one that hangs holds up no other.

    @job("send_email")
    def send_email(self, channel: str, transaction: Transaction) -> None:
        sender(self.database, channel, transaction)

    @job("send_sms")
    def send_sms(self, channel: str, transaction: Transaction) -> None:
        sender(self.database, channel, transaction)

    @job("send_wecom")
    def send_wecom(self, channel: str, transaction: Transaction) -> None:
        sender(self.database, channel, transaction)

    @job("send_dingtalk")
    def send_dingtalk(self, channel: str, transaction: Transaction) -> None:
        sender(self.database, channel, transaction)

    @job("send_webhook")
    def send_webhook(self, channel: str, transaction: Transaction) -> None:
        sender(self.database, channel, transaction)
