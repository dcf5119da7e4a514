"""What requests and answers call differently. Generated; do not edit."""

from .._runtime.parameters import NameTable

CLIENT_RESOURCE_KEYS: NameTable = NameTable(
    {
        "api.requests.perDay": "API Calls per Day",
        "dashboard.combined.total": "Dashboards",
        "company.seats": "Users",
        "published.private.links": "Private Links",
        "dashboard.tabs.total": "Dashboards",
        "api.requests.perSecond": "API Calls per Second",
        "api.append.data.size": "API Append Data Size (in KB)",
        "dashboard.klips.perTab": "Klips per Dashboard",
        "dashboard.tabs.perDashboard": "Maximum viewable Dashboards",
        "workspace.datasources.perFormula": "Data Sources per Formula",
        "sessions.concurrent": "Concurrent Sessions",
        "published.private.concurrent": "Private Link Viewers",
    }
)
"""Keys of requests and names of answers. Key of a resource, as a change wants it. `dashboard.tabs.total` is an older key for `dashboard.combined.total`."""
