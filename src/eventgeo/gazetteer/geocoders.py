"""Geocoders by name, for those who configure one in words: the command line, settings files."""

from __future__ import annotations

from urllib.parse import urlsplit

from eventgeo.errors import ConfigurationError
from eventgeo.gazetteer.answer_cache import AnswerCache
from eventgeo.gazetteer.geopy_fallback import GeocoderService
from eventgeo.gazetteer.geopy_question import open_geopy

NAMES = ("nominatim", "photon", "geonames", "pelias")


def geocoder_by_name(
    name: str,
    *,
    user_agent: str,
    url: str = "",
    key: str = "",
    cache: AnswerCache | None = None,
    min_delay_s: float = 1.0,
    offline: bool = False,
) -> GeocoderService:
    """Return the service of a geocoder.

    Parameters
    ----------
    name : str
        "nominatim", "photon", "geonames" or "pelias".
    user_agent : str
        Who asks, and how they are reached: "my-project/1.0 (me@example.org)".
    url : str
        Of a server of one's own; by default the public one, which Pelias has not.
    key : str
        User name (GeoNames) or key (Pelias).
    cache, min_delay_s, offline
        See :class:`GeocoderService`.

    Raises
    ------
    ConfigurationError
        What is missing or wrong, and what would be right.

    Examples
    --------
    >>> geocoder_by_name("nominatim", user_agent="my-project/1.0", url="http://localhost:8080").name
    'nominatim'
    """
    if name not in NAMES:
        raise ConfigurationError(f"geocoder {name!r} is none of {', '.join(NAMES)}")
    if not user_agent.strip():
        raise ConfigurationError(
            'geocoders ask who is asking: name a user agent of yours, as in "my-project/1.0 (me@example.org)"'
        )
    options: dict[str, str] = {"user_agent": user_agent}
    if url:
        options |= _where(url)
    elif name == "pelias":
        raise ConfigurationError("pelias has no public server: give the URL of yours")
    if name == "geonames":
        if not key:
            raise ConfigurationError(
                "geonames needs a user name (free at geonames.org/login): give it as key"
            )
        options["username"] = key
    elif name == "pelias" and key:
        options["api_key"] = key
    return GeocoderService(
        open_geopy(name, options), name=name, cache=cache, min_delay_s=min_delay_s, offline=offline
    )


def _where(url: str) -> dict[str, str]:
    """Return scheme and domain, with the path of a server that is not at the root."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ConfigurationError(
            f"the geocoder's URL {url!r} is none of the form http://host:port/path or https://host/path"
        )
    return {"scheme": parts.scheme, "domain": f"{parts.netloc}{parts.path.rstrip('/')}"}
