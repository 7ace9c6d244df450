"""How a county organises the work: departments and their schools, responsibility letters, leading
groups (DOMAIN section 3)."""
