"""Days that were not like others: the list of them, and the form that marks some."""
