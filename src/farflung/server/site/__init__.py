"""Where everything meets: settings, addresses, the table of subscriptions, and the running of it all."""
