"""Names by models that are not ours: any spaCy pipeline, Hugging Face token classifier or GLiNER."""
