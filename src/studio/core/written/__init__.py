"""What people write in YAML: read with the place of everything in it, checked, its faults told."""
