import type { FileSummary } from '@confab/protocol/file-summary';
import { plainText } from '@confab/text';

/** What a mail says, before it is text and HTML. */
export interface MailWords {
  subject: string;
  heading: string;
  sections: readonly MailSection[];
  /** What stands below everything. */
  closing: readonly string[];
  button: { label: string; url: string };
  /** The last line, with an address of its own. */
  end?: { label: string; url: string };
}

export interface MailSection {
  title: string;
  url: string;
  lines: readonly { who: string; when: string; text: string }[];
}

/** A long message is cut: the rest is read there. */
const shownCharacters = 400;

/** Both parts say the same. What people wrote is text in both, never markup. */
export function writeMail(words: MailWords): { subject: string; text: string; html: string } {
  return { subject: oneLine(words.subject), text: textOf(words), html: htmlOf(words) };
}

/** What it says, or which files it is of. */
export function excerptOf({ content, files }: { content: string; files?: FileSummary | null }): string {
  const text = plainText(content, { max: shownCharacters });
  return text === '' && files ? fileWords(files) : text;
}

const many = { picture: 'pictures', film: 'videos', voice: 'voice messages', sound: 'sounds', file: 'files' } as const;
const one = {
  picture: 'A picture',
  film: 'A video',
  voice: 'A voice message',
  sound: 'A sound',
  file: 'A file',
} as const;

function fileWords({ sort, count, name }: FileSummary): string {
  return count > 1 ? `${count} ${many[sort]}` : (name ?? one[sort]);
}

function textOf({ heading, sections, closing, button, end }: MailWords): string {
  const blocks = sections.map(({ title, url, lines }) =>
    [
      `${oneLine(title)}  ${url}`,
      ...lines.map(({ who, when, text }) => `${oneLine(who)}, ${when}:\n  ${indent(text)}`),
    ].join('\n\n'),
  );
  const last = end ? [`-- \n${end.label}: ${end.url}`] : [];
  return `${[heading, ...blocks, ...closing, `${button.label}: ${button.url}`, ...last].join('\n\n')}\n`;
}

// Colours that can be read on light and on dark: clients that turn a mail dark change some and leave others.
const style = {
  page: 'margin:0;padding:24px 16px;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif',
  body: 'max-width:560px;margin:0 auto',
  heading: 'font-size:18px;font-weight:600;margin:0 0 16px',
  title: 'font-size:15px;font-weight:600;margin:20px 0 6px',
  link: 'color:#0a7f7f',
  message: 'margin:0 0 10px;padding-left:12px;border-left:3px solid #0a7f7f',
  who: 'font-weight:600',
  faint: 'font-size:13px;opacity:.75',
  text: 'white-space:pre-wrap;overflow-wrap:anywhere',
  button:
    'display:inline-block;margin:16px 0;padding:9px 16px;border-radius:8px;background:#0a7f7f;color:#ffffff;font-weight:600;text-decoration:none',
};

function htmlOf({ subject, heading, sections, closing, button, end }: MailWords): string {
  const blocks = sections.map(
    ({ title, url, lines }) =>
      `<h2 dir="auto" style="${attribute(style.title)}">${link(url, title)}</h2>${lines.map(lineOf).join('')}`,
  );
  const words = closing.map((text) => `<p style="${style.faint}">${escape(text)}</p>`);
  const last = end ? `<p style="${style.faint}">${link(end.url, end.label)}</p>` : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escape(oneLine(subject))}</title></head>
<body style="${attribute(style.page)}"><div style="${style.body}">
<h1 style="${style.heading}">${escape(heading)}</h1>
${blocks.join('\n')}
${words.join('\n')}
<p><a href="${attribute(button.url)}" style="${style.button}">${escape(button.label)}</a></p>
${last}
</div></body></html>
`;
}

function lineOf({ who, when, text }: MailSection['lines'][number]): string {
  return (
    `<div style="${style.message}"><div dir="auto"><span style="${style.who}">${escape(who)}</span> ` +
    `<span style="${style.faint}">${escape(when)}</span></div><div dir="auto" style="${style.text}">${escape(text)}</div></div>`
  );
}

function link(url: string, words: string): string {
  return `<a href="${attribute(url)}" style="${style.link}">${escape(words)}</a>`;
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? '');
}

function attribute(value: string): string {
  return escape(value);
}

/** Of a name nobody makes another header, or another line. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n  ');
}
