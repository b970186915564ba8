"""The ontology of a release as one page: terms, closed lists, checks, mappings, diagrams."""
