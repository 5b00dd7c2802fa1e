"""Readers of office files: one module for each kind or family, each a pure function of the bytes.

Formats made of XML are read from their XML and not through an object model: those models leave out text boxes, content
controls, tracked changes, footnotes and diagrams, and refuse a whole file for one dangling relation.
"""
