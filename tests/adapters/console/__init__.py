"""The console platform, spoken to through lines and heard through what it writes."""
