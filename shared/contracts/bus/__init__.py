"""What every service answers to whoever operates the bus; the same in all of them."""
