"""What building many documents costs."""
