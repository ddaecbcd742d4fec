"""How texts come into force: taken in as versions, published, and the indexes brought up to them."""
