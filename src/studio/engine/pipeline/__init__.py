"""From a pipeline in YAML to a plan, or to all that is wrong with it."""
