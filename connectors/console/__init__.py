"""The console: one sign-in for staff, and a page for everything they keep true."""
