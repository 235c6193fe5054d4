"""Another package's tools, as good as installed: its metadata lies beside it."""
