"""From a structured document to mentions, entities, acts and facts, each with its spans."""
