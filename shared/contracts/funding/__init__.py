"""All that others know of funding: its codes, facts, refusals, requests and views."""
