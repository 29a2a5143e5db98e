"""Measurements of the tool against made-up edits and against peers; no part of the package."""
