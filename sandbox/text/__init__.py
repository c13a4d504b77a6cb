"""Russian numbers, dates and typography of plain text."""
