"""May the service listen there?"""

import ipaddress

from service.errors import ConfigurationError


def check_host(host: str, is_open: bool) -> None:
    """Raises `ConfigurationError` where a service without keys could be reached from elsewhere."""
    if is_open and not is_loopback(host):
        raise ConfigurationError(
            f"{host} is not a loopback address, and without keys the service is open to everyone "
            "who reaches it. Set CLAIMWIRE_API_KEYS to a file, and make keys with: "
            "claimwire keys create --tenant NAME"
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
