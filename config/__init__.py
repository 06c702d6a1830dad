"""Settings, the community's own words, and the catalogues of what the bot says."""
