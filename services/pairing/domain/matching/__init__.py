"""Who should help whom: a true optimum, explained (DOMAIN section 6, "Matching").

`candidates` finds the pairs that are allowed, `programme` and `solver` choose among them,
`explain` says why, `worker` is the whole of it in a process of its own.
"""
