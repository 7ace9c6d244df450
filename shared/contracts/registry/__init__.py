"""What others know of the registry: its facts, its refusals, its requests and answers."""
