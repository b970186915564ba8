"""The endpoint: SPARQL and pages over HTTP."""
