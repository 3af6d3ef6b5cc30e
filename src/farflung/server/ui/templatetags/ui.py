"""Tags that every page has: times in two zones, pictures, parts of the shell."""

from django import template

register = template.Library()
