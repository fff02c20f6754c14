"""What must hold of a published warehouse, looked at from outside: nothing that building did is believed.

Rows before they are written are the matter of `flows.storing.check`; this looks at what lies in the folder.
"""
