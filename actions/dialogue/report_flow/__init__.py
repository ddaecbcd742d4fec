"""Reports of breaches of labour law: told fact by fact, filed, followed up."""
