"""What others know of a school's year: promotion, dropout, health checks and vaccination."""
