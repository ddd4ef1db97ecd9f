"""The AI tools that Clearspan knows, under the names it stores."""

TOOLS: dict[str, str] = {
    "github_copilot": "GitHub Copilot",
    "chatgpt": "ChatGPT",
    "codex": "OpenAI Codex",
    "claude": "Claude",
    "claude_code": "Claude Code",
    "m365_copilot": "Microsoft 365 Copilot",
    "gemini": "Google Gemini",
    "cursor": "Cursor",
    "windsurf": "Windsurf",
    "moveworks": "Moveworks",
}
"""Name as stored -> name as people read it. A neutral file may name further tools; they are shown as written."""

ANY_TOOL = "any"
"""Stands for all tools together, a person counted once."""

WHOLE_TOOL = "all"
"""The surface under which a source stores its total for a tool; the other surfaces are parts of it, never added to it."""

SPEND = "spend"
"""The surface under which a feed of costs states what a person's use of a tool cost; such a feed says nothing about activity, so
that it has no row for the whole tool."""
