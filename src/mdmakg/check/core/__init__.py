"""SHACL Core as functions over statements: a module for each section of its chapter 4."""
