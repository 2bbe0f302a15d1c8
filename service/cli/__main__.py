"""`python -m service.cli` is `claimwire`."""

from service.cli.main import main

main()
