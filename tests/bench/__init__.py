"""What Stoa costs: measured, never asserted. ``make bench`` prints the table and writes bench.json."""
