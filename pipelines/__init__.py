"""Wing one: how numbers come to be. Writes; knows no screen."""
