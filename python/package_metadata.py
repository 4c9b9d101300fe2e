"""Gives the PyPI package what package.json says, so that it is written down once."""

import json
import os
import re

from hatchling.metadata.plugin.interface import MetadataHookInterface


class PackageJson(MetadataHookInterface):
    def update(self, metadata):
        with open(os.path.join(self.root, "package.json"), encoding="utf-8") as file:
            package = json.load(file)
        home = package["homepage"]
        metadata["description"] = package["description"]
        metadata["license"] = package["license"]
        metadata["keywords"] = package["keywords"]
        metadata["urls"] = {
            "Homepage": home,
            "Changelog": f"{home}/blob/main/CHANGELOG.md",
            "Issues": package["bugs"]["url"],
            "Source": home,
        }
        with open(os.path.join(self.root, "README.md"), encoding="utf-8") as file:
            text = file.read()
        # PyPI shows the page far from the repository: a link to a file of ours would lead nowhere.
        text = re.sub(r"\]\((?!\w+:|#)", f"]({home}/blob/main/", text)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
