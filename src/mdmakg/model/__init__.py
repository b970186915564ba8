"""The five nouns as frozen records, and the records of checking."""
