"""The JSON interface put together: one table of routers, how problems are told, and its documentation."""
