"""The cards: HTML for each side, and one style sheet."""
