"""What the back office says and hears over HTTP, one module per subject. Prefix `/backoffice/v1`."""
