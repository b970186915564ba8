"""Planning a build: which documents are judged together, and with what beside them."""
