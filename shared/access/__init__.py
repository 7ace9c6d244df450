"""Who may see and do what: one readable table, enforced in each service, deny by default."""
