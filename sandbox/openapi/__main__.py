"""``python -m sandbox.openapi``: print the description.

For tests and for whoever puts something before the sandbox. It isn't served: no page of ours needs it.
"""

import json
import os
import sys

from sandbox.application import create_service
from sandbox.content.loader import load_content
from sandbox.openapi.description import describe
from sandbox.settings import ROOT, Settings
from sandbox.web.limits import Limits
from sandbox.web.site import Site

given = load_content(ROOT / "walkthroughs")
settings = Settings.from_environ(os.environ)
service = create_service(settings, lambda: given, Site(settings.site), Limits())
json.dump(describe(service.routes, given), sys.stdout, indent=2, ensure_ascii=False)
