"""Who the citizen is: the sign-in through an OpenID Connect provider (ADR 11)."""
