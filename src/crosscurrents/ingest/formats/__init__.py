"""One module a format: `read(incoming, config)` gives the texts of a file, other files in it, or what is wrong.

A reader never raises anything but `InputError` (the whole file is refused); what is wrong with one part is given in
its place, and the others go on. Nothing is executed, fetched or followed.
"""
