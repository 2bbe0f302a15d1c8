"""Are good claims told from bad ones, and every number worked out right?"""
