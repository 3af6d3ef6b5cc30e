"""A word in a chat room by an incoming webhook as Slack has it; Mattermost, Zulip and Discord take it too."""
