"""What if windows had another size? `windowed SIZE ...` is `claimwire ...` with it."""

import sys

from service.cli.main import main
from service.text.windows import split_windows

if __name__ == "__main__":
    size, sys.argv[1:] = int(sys.argv[1]), sys.argv[2:]
    split_windows.__defaults__ = (size, None)  # everybody leaves it to the default
    main()
