"""The ten moods, a file for each."""
