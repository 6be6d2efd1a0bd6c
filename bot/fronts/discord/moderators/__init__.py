"""What moderators do on Discord: they set up, look why, correct. Commands, panels, pure views."""
