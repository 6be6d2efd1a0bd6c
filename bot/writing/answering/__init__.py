"""Answers to questions: from passages of stored articles, each sentence with its proof."""
