"""What the back office does when asked, apart from how it is asked, one module per subject."""
