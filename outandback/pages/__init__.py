"""What a person sees. A page may ask any room, and knows no other page."""
