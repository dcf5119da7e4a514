"""The resources of the Klipfolio API. Generated; do not edit."""
