"""From a batch in YAML to a plan and its frozen items, or to all that is wrong with it."""
