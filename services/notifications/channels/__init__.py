"""The ways out of the application, one for each channel that is set."""

from collections.abc import Callable, Mapping

from services.notifications.channels.mail import Mail
from services.notifications.channels.robots import DingTalk, WeCom
from services.notifications.channels.sms import SmsGateway
from services.notifications.channels.webhook import Webhook
from services.notifications.domain.deliveries import Channel
from services.notifications.ports import Way
from shared.channel_settings import ChannelSettings


def ways(settings: ChannelSettings) -> Mapping[Channel, Way]:
    made: dict[Channel, Callable[[ChannelSettings], Way]] = {
        Channel.EMAIL: Mail,
        Channel.SMS: SmsGateway,
        Channel.WECOM: WeCom,
        Channel.DINGTALK: DingTalk,
        Channel.WEBHOOK: Webhook,
    }
    return {channel: way(settings) for channel, way in made.items() if channel in settings.names}
