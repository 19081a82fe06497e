"""The commands of `studycards`, a module each: parse, call the library, print."""
