"""Exit codes of every command.

===  ==========================================================================================
0    done
1    a failure of ours (database, disk, judging, report), or a broken book of rules
2    wrong arguments, or a database that is not ours to use
3    nothing there: nothing could be read from the site, nothing is stored that could be judged
130  interrupted (Ctrl-C); what had been gathered is stored, judged and reported
===  ==========================================================================================
"""

from __future__ import annotations

OK, FAILED, BAD_INPUT, NOTHING, INTERRUPTED = 0, 1, 2, 3, 130
