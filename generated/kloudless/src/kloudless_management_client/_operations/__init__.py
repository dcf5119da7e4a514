"""The operations of the Kloudless Management API. Generated; do not edit."""
