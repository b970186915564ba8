"""What checking alone costs, beside pySHACL and pyrudof."""
