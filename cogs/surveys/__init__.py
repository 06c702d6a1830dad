"""Surveys and polls: what people are asked, what they answer, and what comes of it."""

from cogs.surveys.answering import Answering
from cogs.surveys.chart import RECIPE, draw
from cogs.surveys.cog import Surveys
from cogs.surveys.polls import Polls
from cogs.surveys.publishing import Results

RECIPES = {RECIPE: draw}
"""How pictures are made of what is kept of them (see `Files`)."""

__all__ = ["RECIPES", "Answering", "Polls", "Results", "Surveys"]
