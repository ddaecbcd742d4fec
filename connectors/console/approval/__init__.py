"""Pages on which proposals are looked through, approved, published and taken back."""
