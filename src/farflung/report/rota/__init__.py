"""Plans for people and programs: a picture in the terminal and on a page, JSON, CSV and calendars."""
