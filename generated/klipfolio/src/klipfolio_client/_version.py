"""Version of the package. Generated from specs/klipfolio.yaml; do not edit."""

__version__ = "0.1.0"
