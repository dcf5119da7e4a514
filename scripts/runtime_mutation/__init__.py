"""Which changes of the runtime no unit test notices: mutmut's operators and ours, each mutant in a forked process.

mutmut's own runner leaves out what is decorated and what is outside of functions, and puts a function of its own around
each of ours, which shows in the tracebacks that the tests of secrecy read. This one compiles the module with the change
and gives living functions, in all packages at once, their new code.
"""

from .command import main

__all__ = ["main"]
