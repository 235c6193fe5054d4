"""What people write in YAML: documents, references, conditions, and all that may be wrong with them."""
