"""Where are bytes kept until they are wanted again?"""
