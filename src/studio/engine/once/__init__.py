"""Calls made at once, without a record: inputs, plan, outcome."""
