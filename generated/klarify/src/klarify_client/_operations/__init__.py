"""The operations of the Klarify Integration API. Generated from specs/klarify.yaml; do not edit."""
