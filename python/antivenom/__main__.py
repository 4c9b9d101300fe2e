"""`python -m antivenom`"""

import os
import sys

from antivenom import main

# Python puts the current folder first, where the repository under check would bring modules of its own.
if sys.path and sys.path[0] in ("", os.getcwd()):
    del sys.path[0]

sys.exit(main())
