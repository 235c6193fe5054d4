"""Moving, copying, linking and removing of files, so that all of it can be undone."""
