"""The tests of Stoa, laid out as the code is."""
