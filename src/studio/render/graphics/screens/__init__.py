"""Interfaces on phones and laptops: believable, in the client's colour, with the client's words."""
