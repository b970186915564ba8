"""The one door to Oxigraph: load, ask, read only."""
