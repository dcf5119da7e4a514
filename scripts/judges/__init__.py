"""Judges from outside: programs of others that hold the specs against clients, fakes and recordings.

``e2e.py`` is the command. The specs are read with the reader of ``tests/contract``, which shares no code with what
generates the clients.
"""
