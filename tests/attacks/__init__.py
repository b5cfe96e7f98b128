"""What hostile submissions try, and that none of it works."""
