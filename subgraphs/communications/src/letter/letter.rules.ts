/** A mail before it has an address: one paragraph or link after the other, the same for the plain and the HTML form. */
export interface Draft {
  readonly subject: string;
  readonly lines: readonly Line[];
  readonly signature: string;
}

/** A paragraph, a list of facts, a link to act on, or a code to type. */
export type Line =
  | { readonly text: string }
  | { readonly facts: readonly (readonly [label: string, value: string])[] }
  | { readonly link: string; readonly label: string }
  | { readonly code: string };

/** A mail ready to leave. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Thrown when a template asks for something that was not given: such a mail never leaves. */
export class UnresolvedToken extends Error {
  constructor(readonly token: string) {
    super(`the template asks for «${token}», which was not given`);
  }
}

/** Fills `{{name}}` tokens. Throws {@link UnresolvedToken} for a token without a value; values are not searched for tokens. */
export function fill(template: string, values: Readonly<Record<string, string | null | undefined>>): string {
  const filled = template.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_whole, token: string) => {
    const value = values[token];
    if (value === null || value === undefined || value === '') throw new UnresolvedToken(token);
    return value;
  });
  const broken = /\{\{|\}\}/.exec(template.replace(/\{\{\s*[\w.]+\s*\}\}/g, ''));
  if (broken) throw new UnresolvedToken(broken[0]);
  return filled;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that can stand in HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** One line without breaks: what goes into a header must not start another. */
export function oneLine(text: string): string {
   
  return text.replace(/[\u0000-\u001F\u007F\u2028\u2029]+/g, ' ').trim();
}

function asText(line: Line): string {
  if ('text' in line) return line.text;
  if ('code' in line) return `    ${line.code}`;
  if ('link' in line) return `${line.label}:\n${line.link}`;
  return line.facts.map(([label, value]) => `${label}: ${oneLine(value)}`).join('\n');
}

const cell = 'padding:4px 16px 4px 0;vertical-align:top';

function asHtml(line: Line): string {
  if ('text' in line) return `<p>${escapeHtml(line.text).replaceAll('\n', '<br>')}</p>`;
  if ('code' in line) return `<p style="font-size:28px;letter-spacing:6px;font-weight:600">${escapeHtml(line.code)}</p>`;
  if ('link' in line) return `<p><a href="${escapeHtml(line.link)}" style="color:#0d5c5c;font-weight:600">${escapeHtml(line.label)}</a></p>`;
  const rows = line.facts.map(([label, value]) => `<tr><td style="${cell};color:#6b6b66">${escapeHtml(label)}</td><td style="${cell}">${escapeHtml(value)}</td></tr>`);
  return `<table style="border-collapse:collapse">${rows.join('')}</table>`;
}

/** Writes both forms of a mail. */
export function write(draft: Draft): Letter {
  const body = draft.lines.map(asHtml).join('\n');
  return {
    subject: oneLine(draft.subject),
    text: `${draft.lines.map(asText).join('\n\n')}\n\n${draft.signature}\n`,
    html: `<!doctype html><html><body style="font-family:Inter,Arial,sans-serif;font-size:16px;line-height:24px;color:#1c1c1a;max-width:560px">\n${body}\n<p style="color:#6b6b66">${escapeHtml(draft.signature)}</p>\n</body></html>`,
  };
}
