"""A child’s page, and the pages on which its owner keeps it."""
