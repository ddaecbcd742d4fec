"""What a change would do to the answers, the sets of questions, and the test bench."""
