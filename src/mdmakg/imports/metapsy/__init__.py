"""Effect-size tables in the Metapsy standard."""
