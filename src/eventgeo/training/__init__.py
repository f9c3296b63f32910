"""Training of the reader on annotated documents (``pip install 'eventgeo[train]'``)."""
