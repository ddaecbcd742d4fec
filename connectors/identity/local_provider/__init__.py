"""演示登录: an OpenID Connect provider of invented people, for trying things out where no real one is set."""
