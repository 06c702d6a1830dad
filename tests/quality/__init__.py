"""How well the helpdesk's search and its confidence do on question sets that are not part of the project."""
