"""The resources of the Klipfolio API. Generated from specs/klipfolio.yaml; do not edit."""
