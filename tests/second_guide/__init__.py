"""A second guide, about a library reader's card: built and practised by the same engine, without the account."""
