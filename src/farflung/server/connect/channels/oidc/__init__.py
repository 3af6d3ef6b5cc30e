"""The company's identity provider by OpenID Connect: asked who signs in. It is told nothing about anybody."""
