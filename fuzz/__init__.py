"""Damaged and hostile input of every kind that the tool reads, made by chance from a seed; see README.md. No part of the package."""
