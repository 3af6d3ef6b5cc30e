"""Webhooks as Standard Webhooks has them (https://www.standardwebhooks.com): signed, tried again, logged."""
