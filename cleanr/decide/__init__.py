"""From findings to segments, and what is done with these: the verdict, the brake, the operators."""
