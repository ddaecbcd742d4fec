"""What goes over HTTP between the knowledge service and those who keep it true, one module an area."""
