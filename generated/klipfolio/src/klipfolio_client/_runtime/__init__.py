"""What every client of this project shares: it knows HTTP, but no API."""
