"""Where the site will be on the web, as mkdocs.yml or the environment says."""

import re

from generators.inputs.settings import Root


def site_url_of(root: Root) -> str:
    """Where all editions are served, with a slash at its end; empty where nobody says."""
    from mkdocs.utils.yaml import yaml_load

    with root.own_or_default("mkdocs.yml").open("rb") as stream:
        said = str(yaml_load(stream).get("site_url") or "")
    return f"{said.rstrip('/')}/" if said else ""


def web_address(root: Root, page: str) -> str:
    """A page's address on the web; "" where the site does not say where it will be."""
    base = site_url_of(root)
    return f"{base}{page}" if base else ""


def policy(root: Root) -> str:
    """The elements that every page's head begins with: its encoding and its content security policy."""
    text = root.own_or_default("templates/theme/partials/policy.html").read_text(encoding="utf-8")
    return re.sub(r"\{#.*?#\}", "", text, flags=re.S).strip()
