"""People who are alike, counted together: a rota of thousands as small as that of their kinds."""
