"""Films: how they are cut, edited, given another format, and looked at."""
