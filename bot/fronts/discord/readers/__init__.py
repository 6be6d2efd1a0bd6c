"""What readers do on Discord: they press, type, mention and take back; told to the newsroom."""
