"""A made-up corpus of any size: documents of trials that nobody ran.

From the checkout: ``python -m benchmarks.corpus 1000 -o DIR --seed 1``. A document is the
same however many are made, so that a small corpus is the beginning of a large one (but for
its last file of works, which holds one work for ten documents). It has one text, one or two
sources, a study, eight outcomes with results and 25 claims: some 1,600 statements in our
vocabulary, of which 350 tell numbers and 300 where in the text things stand. ``plan``
says which documents hang together, and ``plants`` what is wrong in every second of them: how
often each check fires is known beforehand.

Names, numbers and wording are invented; treatments, conditions and scales are numbered.
"""
