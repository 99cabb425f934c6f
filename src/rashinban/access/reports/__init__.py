"""Each report is one document, made of evidence cards by a template that anybody can copy and change.

template reads and checks a template, make fills it from a release (sections/ has one kind of section a file), and
writers/ has one format a file. All formats are written from the same document (model), so they say the same.
"""
