"""`python3 -m deploy.stack up|start|stop|status|env|test|check|clean`."""

import sys
from pathlib import Path

# Other versions cannot import what follows.
if sys.version_info[:2] != (3, 11):
    sys.exit(Path(__file__).with_name("needs_python.txt").read_text(encoding="utf-8"))

from deploy.stack.cli import main

sys.exit(main(sys.argv[1:]))
