"""What a browser calls itself, in words that its owner knows."""

from texts import _

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrom", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """Such as 'Firefox on Linux'. The order matters: most browsers also claim to be another one."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), _("A program"))
    system = next((name for mark, name in SYSTEMS if mark in user_agent), None)
    return _("{browser} on {system}", browser=browser, system=system) if system else browser
