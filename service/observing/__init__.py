"""How does an operator see what the service does? Never what it reads."""
