"""Tests of the settings and of the sample community."""
