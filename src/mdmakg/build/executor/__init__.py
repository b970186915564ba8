"""Where the parts of a build are worked on: here, in processes, on a cluster."""
