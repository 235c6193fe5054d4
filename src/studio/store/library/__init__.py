"""The media library: what lies on disk, what it is, and what is wrong with it."""
