"""The generated corpus: word lists, patterns, sentences, the rulebook and the conversations made of them."""
