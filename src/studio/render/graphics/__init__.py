"""What is drawn from data and what the user brings: charts, maps, signs, screens, products, pictures."""
