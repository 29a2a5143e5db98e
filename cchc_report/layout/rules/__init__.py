"""The rules, one small function each: from a document taken apart and a rule of the decree to a verdict."""
