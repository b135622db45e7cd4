import { Liquid, LiquidError } from 'liquidjs';
import type { NotificationTemplate } from './notification-template.entity';

/** Administrators write templates: no files, no loops without end, no names that nobody defined. Characters, milliseconds, bytes. */
const BOUNDS = { strictVariables: true, strictFilters: true, ownPropertyOnly: true, templates: {}, parseLimit: 150_000, renderLimit: 200, memoryLimit: 2_000_000 };
const plain = new Liquid(BOUNDS);
const escaping = new Liquid({ ...BOUNDS, outputEscape: 'escape' });
// Liquid's way out of escaping: a variable is text in every template.
escaping.registerFilter('raw', (value: unknown) => value);

export interface RenderedText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A link below the text. */
interface Footer {
  readonly label: string;
  readonly url: string;
}

type Variables = Readonly<Record<string, string>>;
type Source = Pick<NotificationTemplate, 'locale' | 'subject' | 'bodyText' | 'bodyHtml'>;

/** @throws Error of liquidjs for a syntax error, a variable or filter that does not exist, or work beyond the bounds */
export function renderTemplate({ locale, subject, bodyText, bodyHtml }: Source, variables: Variables, footer: Footer | null = null): RenderedText {
  const text = plain.parseAndRenderSync(bodyText, variables) as string;
  const title = renderSubject(subject ?? '', variables);
  const body = bodyHtml === null ? paragraphs(text, variables) : (escaping.parseAndRenderSync(bodyHtml, variables) as string);
  if (!footer) return { subject: title, text, html: page({ locale, title, body }) };
  const { label, url } = footer;
  const ending = `<p style="font-size:12px">${escaped(label)} <a href="${escaped(url)}">${escaped(url)}</a></p>`;
  return { subject: title, text: `${text}\n\n${label}\n${url}`, html: page({ locale, title, body: `${body}\n${ending}` }) };
}

/** One line: what a variable brings along cannot become a header. */
export function renderSubject(subject: string, variables: Variables): string {
  return (plain.parseAndRenderSync(subject, variables) as string).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** Only what the product itself calls a link becomes one, not an address that somebody wrote into a name. */
function paragraphs(text: string, { link }: Variables): string {
  const line = (content: string) => (content === link && /^https?:\/\//.test(content) ? `<a href="${escaped(content)}">${escaped(content)}</a>` : escaped(content));
  return text.split(/\n{2,}/).map((paragraph) => `<p>${paragraph.split('\n').map(line).join('<br>')}</p>`).join('\n');
}

function page({ locale, title, body }: { readonly locale: string; readonly title: string; readonly body: string }): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>`;
  return `<!doctype html>\n<html lang="${escaped(locale)}"><head>${head}</head>\n<body style="margin:24px auto;max-width:560px;font:16px/1.5 sans-serif;color:#222">\n${body}\n</body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** What is wrong with a template: syntax, a variable or filter that does not exist, too much work. Null for a good one. */
export function templateProblem(template: string, variables: Variables): string | null {
  try {
    plain.parseAndRenderSync(template, variables);
    return null;
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    return error.message.slice(0, 200);
  }
}
