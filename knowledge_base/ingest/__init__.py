"""From a file to a section tree and chunks: read → head → furniture → tables → tree → split."""
