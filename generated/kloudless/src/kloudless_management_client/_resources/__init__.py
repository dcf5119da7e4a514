"""The resources of the Kloudless Management API. Generated; do not edit."""
