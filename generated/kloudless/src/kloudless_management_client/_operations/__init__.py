"""The operations of the Kloudless Management API. Generated from specs/kloudless.yaml; do not edit."""
