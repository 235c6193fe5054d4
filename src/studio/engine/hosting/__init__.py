"""The one process that lets runs in, carries them out and takes them up again."""
