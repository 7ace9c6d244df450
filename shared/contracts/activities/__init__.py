"""All that others know of activities: its facts, refusals, requests, views and room standards."""
