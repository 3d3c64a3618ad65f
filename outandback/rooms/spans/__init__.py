"""Days that were not like others: an illness, a move, a birth, exams. They are their person's; of
them the other sees those that were shared. On request the statistics leave them out.
"""
