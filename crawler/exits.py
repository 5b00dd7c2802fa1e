"""Exit codes of every command.

===  ==========================================================================================
0    done
1    a failure of ours (database, disk, judging, report), or a broken book of rules
2    wrong arguments, or a database that is not ours to use
3    nothing there: nothing could be read from the site, nothing is stored that could be judged
4    done in part: some agencies of the night could not be crawled or had no turn; the rest is stored and reported
75   busy: another run holds the lock, nothing was done (``EX_TEMPFAIL``: a scheduler may simply try again later)
130  interrupted (Ctrl-C); what had been gathered is stored, judged and reported
===  ==========================================================================================
"""

from __future__ import annotations

OK, FAILED, BAD_INPUT, NOTHING, PARTIAL, BUSY, INTERRUPTED = 0, 1, 2, 3, 4, 75, 130
