"""What others know of the gateway: accounts are opened, and why a sign-in is refused."""
