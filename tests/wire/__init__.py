"""Is everything that can come over the wire answered as the OpenAPI document says?"""
