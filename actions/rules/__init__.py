"""What the law and the plan decide by themselves: pure rules, without input, output or clock."""
