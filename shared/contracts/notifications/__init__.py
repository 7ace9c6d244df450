"""All that others know of notifications: its refusals, requests and views. It publishes nothing."""
