"""Other stores, over HTTP: load a dataset into one, ask one."""
