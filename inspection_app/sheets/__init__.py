"""Files of criteria tables from elsewhere, read within limits, and the same form written. Knows the rules only."""
