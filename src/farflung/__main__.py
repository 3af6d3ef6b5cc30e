"""`python -m farflung`: the command where its script is not on the path."""

from farflung.cli.entry import main

if __name__ == "__main__":
    main()
