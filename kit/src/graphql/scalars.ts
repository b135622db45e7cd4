import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDate, GraphQLDateTimeISO, GraphQLEmailAddress, GraphQLLocalTime, GraphQLTimeZone, GraphQLURL } from 'graphql-scalars';

/** The scalars of the graph. Each is defined here and nowhere else; schemas differ in nothing but which they use. */
export const DateTime = renamed(GraphQLDateTimeISO, 'DateTime', 'An instant in UTC, ISO 8601 with milliseconds, e.g. `2026-01-05T06:30:00.000Z`.');
export const PlainDate = renamed(GraphQLDate, 'Date', 'A calendar date without time, `YYYY-MM-DD`.');
export const LocalTime = renamed(GraphQLLocalTime, 'LocalTime', 'A time of day without zone, `HH:MM` or `HH:MM:SS`, 24-hour.');
export const EmailAddress = renamed(GraphQLEmailAddress, 'EmailAddress', 'An e-mail address, at most 255 characters.');
export const Url = renamed(GraphQLURL, 'URL', 'An absolute http or https address.');
export const TimeZone = renamed(GraphQLTimeZone, 'TimeZone', 'An IANA time zone name, e.g. `Asia/Kolkata`.');

const DECIMAL = /^-?\d{1,38}(\.\d{1,18})?$/;

/** An exact decimal number as text, at most 38 digits. */
export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal number as text, at most 38 digits, e.g. `"1999.50"`. Never a floating-point number.',
  serialize: (value) => checked(String(value), DECIMAL, 'Decimal'),
  parseValue: (value) => checked(value, DECIMAL, 'Decimal'),
  parseLiteral: (node) => checked(node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : undefined, DECIMAL, 'Decimal'),
});

const CURRENCY = /^[A-Z]{3}$/;

/** ISO 4217 code. */
export const CurrencyCode = new GraphQLScalarType<string, string>({
  name: 'CurrencyCode',
  description: 'A currency code of ISO 4217, e.g. `INR`, `KRW`.',
  serialize: (value) => checked(value, CURRENCY, 'CurrencyCode'),
  parseValue: (value) => checked(value, CURRENCY, 'CurrencyCode'),
  parseLiteral: (node) => checked(node.kind === Kind.STRING ? node.value : undefined, CURRENCY, 'CurrencyCode'),
});

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** BCP 47 language tag. */
export const LanguageTag = new GraphQLScalarType<string, string>({
  name: 'LanguageTag',
  description: 'A language tag of BCP 47, e.g. `en`, `hi`, `ko`.',
  serialize: (value) => checked(value, LANGUAGE, 'LanguageTag'),
  parseValue: (value) => checked(value, LANGUAGE, 'LanguageTag'),
  parseLiteral: (node) => checked(node.kind === Kind.STRING ? node.value : undefined, LANGUAGE, 'LanguageTag'),
});

function checked(value: unknown, pattern: RegExp, name: string): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw new GraphQLError(`Not a valid ${name}.`, { extensions: { code: 'BAD_USER_INPUT' } });
  return value;
}

function renamed(scalar: GraphQLScalarType, name: string, description: string): GraphQLScalarType {
  return new GraphQLScalarType({ ...scalar.toConfig(), name, description, specifiedByURL: undefined, extensions: {} });
}
