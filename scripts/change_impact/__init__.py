"""What a change of specs and packages does to the people who use the packages."""
