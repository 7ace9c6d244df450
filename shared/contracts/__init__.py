"""All that others know of a service: events, refusals, requests and views."""

from shared.contracts import base

base.speak_chinese()  # whichever schema is imported first
