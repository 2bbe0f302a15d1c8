"""Pure functions over text: text in, spans out. No I/O."""
