"""Pictures that one shows the other: one finding of theirs, as it was on a day. It never changes
afterwards, whatever they answer; whoever shows it can stop at any time, and then it is gone."""
