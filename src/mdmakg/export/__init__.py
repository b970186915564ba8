"""The claim-to-evidence graph in the formats of other tools."""
