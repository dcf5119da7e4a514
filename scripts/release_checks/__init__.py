"""What a package has to stand before it is released: `nox -s release` puts the parts together."""
