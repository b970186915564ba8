"""Claims, chains and reports that draw themselves in a notebook."""
