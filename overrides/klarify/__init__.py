"""What only the Klarify Integration API needs: the meaning of its errors, and a fake of it."""
