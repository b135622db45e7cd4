import { NotificationChannel } from './notification-channel';
import { renderTemplate } from './render-template';
import { TEMPLATES } from './template-catalogue';
import { LANGUAGES } from './define-template';

const texts = TEMPLATES.flatMap((template) => LANGUAGES.map((locale) => ({ ...template, locale, ...template.texts[locale] })));

it.each(texts)('$key in $locale uses its variables and no others', ({ locale, channel, variables, subject, text }) => {
  const rendered = renderTemplate({ locale, subject: subject ?? null, bodyText: text, bodyHtml: null }, variables);

  const shown = `${rendered.subject}\n${rendered.text}`;
  for (const name of Object.keys(variables)) {
    const other = renderTemplate({ locale, subject: subject ?? null, bodyText: text, bodyHtml: null }, { ...variables, [name]: 'another' });
    expect(`${other.subject}\n${other.text}`).not.toBe(shown);
  }
  expect(rendered.subject !== '').toBe(channel !== NotificationChannel.SMS);
  expect(rendered.text.trim()).toBe(rendered.text);
});

it('has each text once, in another wording for each language', () => {
  expect(new Set(TEMPLATES.map(({ key, channel }) => `${key} ${channel}`)).size).toBe(TEMPLATES.length);
  for (const { texts: { en, hi, ko } } of TEMPLATES) expect(new Set([en, hi, ko].map(({ subject, text }) => `${subject}\n${text}`)).size).toBe(3);
});
