"""What only the Klipfolio API needs: the meaning of its errors, and a fake of it."""
