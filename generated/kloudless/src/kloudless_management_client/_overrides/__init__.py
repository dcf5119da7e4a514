"""What only the Kloudless Management API needs: the meaning of its errors, and a fake of it."""
