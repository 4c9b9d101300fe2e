"""`python -m antivenom`"""

import sys

from antivenom import main

sys.exit(main())
