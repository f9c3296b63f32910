"""The tagger that reads: a small encoder of four languages with heads for events and what belongs to them."""
