"""Terms of other vocabularies: whether mappings lead where they say, and what hangs on them."""
