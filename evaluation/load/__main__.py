"""python -m evaluation.load bench | load"""

import sys

from evaluation.cli import main

sys.exit(main())
