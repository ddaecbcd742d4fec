"""好差评: a matter is reviewed step by step, the review changed, what became of it told, the fix rated."""
