"""What the faults do to a distributed site, and how they undo it."""
