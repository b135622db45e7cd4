import sanitizeHtml, { type IOptions } from 'sanitize-html';

const ABSOLUTE_LINK = /^(https?:\/\/|mailto:|tel:)/i;
const ABSOLUTE_PICTURE = /^https:\/\//i;

/*
 * What a person may write into stored rich text: structure and emphasis, links and pictures elsewhere on the web. No
 * styles, classes, ids, forms, frames or scripts: whoever shows the text later does so on our own origin.
 */
const RICH_TEXT: IOptions = {
  allowedTags: [
    'p', 'br', 'hr', 'h2', 'h3', 'h4', 'blockquote', 'pre', 'code', 'strong', 'b', 'em', 'i', 'u', 's', 'sub', 'sup', 'ul', 'ol', 'li', 'a', 'img',
    'figure', 'figcaption', 'table', 'thead', 'tbody', 'tr', 'th', 'td',
  ],
  allowedAttributes: {
    a: ['href', 'title', 'rel'], img: ['src', 'alt', 'title', 'width', 'height'], ol: ['start'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan', 'scope'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['https'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  // Their content is no text for people.
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'svg', 'math', 'template', 'iframe', 'object', 'embed', 'xmp', 'noembed', 'noframes'],
  // A page that is opened from here gets neither a handle on our window nor our recommendation.
  transformTags: { a: safeLink },
  // A relative address would make the reader's browser ask our own origin, with the reader's cookies.
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !ABSOLUTE_PICTURE.test(attribs.src ?? ''),
  nestingLimit: 30,
};

/** Attributes in one order, so that cleaning what is clean changes nothing. */
function safeLink(tagName: string, { href = '', title }: Record<string, string>): sanitizeHtml.Tag {
  return { tagName, attribs: { ...(ABSOLUTE_LINK.test(href) && { href }), ...(title !== undefined && { title }), rel: 'noopener noreferrer nofollow ugc' } };
}

/** Rich text as it is stored. Cleaning what is clean changes nothing. */
export function sanitizeRichText(html: string): string {
  return sanitizeHtml(html, RICH_TEXT);
}

/** The words alone, for previews, search and mails in plain text. Not HTML: escape it where HTML is written. */
export function plainTextOf(html: string): string {
  const spaced = html.replace(/<(\/(p|h\d|li|tr|blockquote|figcaption)|br)\b/gi, '\n<$1');
  const words = sanitizeHtml(spaced, { allowedTags: [], allowedAttributes: {}, nonTextTags: RICH_TEXT.nonTextTags });
  return unescaped(words).replace(/[ \t]+/g, ' ').replace(/\s*\n\s*/g, '\n').trim();
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** The sanitiser writes these four and no others. */
function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
