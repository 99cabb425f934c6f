"""Each module is one kind of section: what a template may say of it, and how it is filled from a release."""
