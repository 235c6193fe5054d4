"""What moves by rule, a file each: weather, light, water, plants; each a plain function of seed and time."""
