"""Surveys and polls: what people are asked, what they answer, and what comes of it."""

from cogs.surveys.cog import Surveys

__all__ = ["Surveys"]
