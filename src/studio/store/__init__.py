"""What outlives a process: one database, and what it knows."""
