"""``oit nightly``: all agencies of a province, several sites at a time, resumed where a killed run stopped."""
