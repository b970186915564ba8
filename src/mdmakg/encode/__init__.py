"""Records to quads, each node an IRI built from ids."""
