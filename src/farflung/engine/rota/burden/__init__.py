"""What a shift weighs, how present each person is, and what everybody carries from before."""
