"""What Stoa does for a community: one cog a subject."""
