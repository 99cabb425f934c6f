"""Each module is one kind of picture: a pure function from plain values to a Vega-Lite specification.

frame has what all pictures share, placing keeps labels apart, render makes SVG or PNG of a specification.
Nothing is drawn without its interval where there is one, and a value that was not observed is written, not drawn at
zero. The sentence that stands for a picture where it cannot be seen is the caller's: it knows the question.
"""
