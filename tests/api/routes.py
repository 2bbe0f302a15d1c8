"""Which methods and paths does the service know?"""

from litestar import Litestar
from litestar.routes import ASGIRoute, HTTPRoute


def routes_of(app: Litestar) -> set[tuple[str, str]]:
    """Method and path template of each, but for OPTIONS, which all have."""
    found = set()
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            methods = {str(method) for method in route.methods} - {"OPTIONS"}
        elif isinstance(route, ASGIRoute):
            methods = route.route_handler.opt["methods"]
        found |= {(method, route.path) for method in methods}
    return found
