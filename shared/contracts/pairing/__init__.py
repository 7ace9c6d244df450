"""What others know of pairing: its codes, events, refusals, requests and views."""
