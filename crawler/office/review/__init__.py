"""What people decide: what needs their eyes, how a decision is taken and kept, and when it no longer holds."""
