"""Language, sentences, tokens and normal forms of words."""
