"""How good are the claims, measured against claims that people listed?"""
