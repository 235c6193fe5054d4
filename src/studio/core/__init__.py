"""What a tool is: its contract, its materials, its errors. Imports nothing above it."""
