"""A package of tools of somebody else's."""
