"""The parts of `environment/lab`: what it says, how it finds Java, builds, and runs each verb."""
