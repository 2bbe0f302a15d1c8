"""Which prompts are released, and how does a window become a rendered request?"""
