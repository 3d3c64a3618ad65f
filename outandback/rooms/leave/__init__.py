"""Plans of leaves: one planned time apart, with its five cares, and the heads-up that tells of it.

A leave exists for its person alone until they give a heads-up. Nobody approves it. What the partner
is shown stands in the heads-up and the agreed facts, never in the leave. A plan is held against
what feels easy for each of the two, as far as each shows it. How someone stood at the door and how
the leave turned out are kept here too, for their own eyes.
"""
