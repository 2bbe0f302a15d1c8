"""How is a language model asked?"""
