"""An OpenAPI 3.1 description of the sandbox, made from its routes and actions."""
