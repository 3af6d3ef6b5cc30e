"""Where the company meets other systems: a folder for each kind of them, behind the rooms of every domain."""
