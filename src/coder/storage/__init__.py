"""The project file: one SQLite database with answers, decisions and codebook versions."""
