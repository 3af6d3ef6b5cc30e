"""Provisioning by SCIM 2.0 (RFC 7643 and 7644): what a directory says of people and teams."""
