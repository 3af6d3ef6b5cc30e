"""The operations of the organisation: the same doors, forms and actions as its pages."""
