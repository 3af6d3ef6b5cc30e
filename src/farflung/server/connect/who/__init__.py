"""Questions from chat: who asks is verified, the map answers, and the answer is put into words."""
