"""Parts of `scripts/build_gazetteer.py`: each reads one kind of source and gives plain values."""
