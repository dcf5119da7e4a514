"""The resources of the Klarify Integration API. Generated; do not edit."""
