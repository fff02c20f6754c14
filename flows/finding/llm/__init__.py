"""An optional language model as finder: asked over HTTP, believed only where its words stand in the text."""
