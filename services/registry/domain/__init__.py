"""The rules of the registry: pure functions on plain values; today comes in as an argument."""
