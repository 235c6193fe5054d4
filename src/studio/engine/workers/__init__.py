"""Worker processes, and what crosses to them and back."""
