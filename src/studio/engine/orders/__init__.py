"""What is ordered, asked and known: the desk, its records, forks and estimates."""
