"""What kind of process the command line runs in."""

alone = False
"""Whether it is there for one command, and ends with it: then it may be changed for good."""
