"""``python -m sandbox.openapi``: print the description.

For tests, and for the configuration of a server in front of the sandbox. It isn't served: no page of ours needs it.
"""

import json
import os
import sys

from sandbox.application import create_service
from sandbox.guide import SIMULATION
from sandbox.openapi.description import describe
from sandbox.openapi.parts import Described
from sandbox.settings import Settings
from sandbox.web.limits import Limits
from sandbox.web.site import Site

settings = Settings.from_environ(os.environ)
site = Site(settings.site)
service = create_service(settings, SIMULATION, lambda: site.content, site, Limits())
json.dump(describe(service.routes, Described(SIMULATION, site.content)), sys.stdout, indent=2, ensure_ascii=False)
