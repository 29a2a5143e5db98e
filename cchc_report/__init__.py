"""A quarter's figures in YAML become a checked Vietnamese press article, as text and as a Word file."""

__version__ = "0.1.0"
