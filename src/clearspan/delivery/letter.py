"""A message as an e-mail: plain text, and HTML that needs nothing from outside; answers are links to a page with one button."""

from dataclasses import dataclass
from html import escape

from clearspan.delivery.message import Message
from clearspan.skills.item_files.plain import plain
from clearspan.skills.item_files.section import markdown

WIDTH = 72


@dataclass(frozen=True)
class Letter:
    """A subject, a text, and the same in HTML."""

    subject: str
    text: str
    html: str


def letter(message: Message, base: str, token: str) -> Letter:
    """The letter of a message. Its buttons are links with the token: what they open takes one press, because mail scanners open
    links, and what has questions is answered on its page."""
    links = [(button.words, f"{base}/my/answer/{token}/{button.value}") for button in message.buttons if not message.questions]
    if message.link:
        links.append(("Answer on your page" if message.questions else "Open the page", message.link))
    stop = f"{base}/my/practice/reach"
    return Letter(message.title, _text(message, links, stop), _html(message, links, stop))


def _text(message: Message, links: list[tuple[str, str]], stop: str) -> str:
    parts = [message.title, *(plain(paragraph) for paragraph in message.paragraphs)]
    if message.output:
        parts.append("\n".join(f"> {line}" for line in plain(message.output).splitlines()))
    parts += [f"{words}: {link}" for words, link in links]
    return "\n\n".join([*parts, message.note, f"Nothing more? {stop}"]) + "\n"


def _html(message: Message, links: list[tuple[str, str]], stop: str) -> str:
    body = [f'<h1 style="font-size:20px">{escape(message.title)}</h1>']
    body += [markdown().render(paragraph) for paragraph in message.paragraphs]
    if message.output:
        body.append(
            f'<blockquote style="border-left:4px solid #888;padding-left:12px">{markdown().render(message.output)}</blockquote>'
        )
    body += [f'<p><a href="{escape(link)}" style="{_BUTTON}">{escape(words)}</a></p>' for words, link in links]
    body.append(
        f'<p style="color:#555;font-size:13px">{escape(message.note)} <a href="{escape(stop)}">Nothing more, please</a></p>'
    )
    frame = "font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;max-width:560px;margin:0 auto;padding:16px"
    return f'<!doctype html><html lang="en"><body><div style="{frame}">{"".join(body)}</div></body></html>'


_BUTTON = "display:inline-block;background:#0069a8;color:#fff;padding:12px 20px;border-radius:8px;text-decoration:none"
