"""The only writer under `build/`: Markdown in build/docs, HTML in build/site, put in place together or not at all.

An area is done apart from all others (`parts`), in this process or in several (`workers`), and only if something that it depends on
has changed (`keys`). What tells of all areas is made from a brief of each (`across`). `theme` dresses finished pages as MkDocs does.
`building` has the order of the steps, and `placing` the last one.
"""
