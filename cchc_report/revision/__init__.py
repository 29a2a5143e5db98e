"""A metrics file with other values in it: comments, order and every line that is not concerned stay as they are."""
