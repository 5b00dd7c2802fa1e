"""The shell: the only room with network, clock, disk and database."""
