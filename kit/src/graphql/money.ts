import { Directive, Field, ObjectType } from 'type-graphql';
import { CurrencyCode, Decimal } from './scalars';

/** ISO 4217 currencies without minor units; all others of the product have two. */
const WHOLE = new Set(['KRW', 'JPY']);

/** Digits after the decimal point of a currency. */
export function minorDigits(currency: string): number {
  return WHOLE.has(currency) ? 0 : 2;
}

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'An amount of one currency. Amounts of different currencies are never added or converted.' })
export class Money {
  @Field(() => Decimal, { description: 'The amount in major units with the currency\'s digits, e.g. `1999.50` INR, `5000` KRW.' })
  amount: string;

  @Field(() => CurrencyCode, { description: 'Currency of the amount.' })
  currency: string;
}

/** Money from minor units (paise, won): exact up to 2^53. */
export function moneyFromMinor(minor: number, currency: string): Money {
  const digits = minorDigits(currency);
  const text = Math.abs(minor).toString().padStart(digits + 1, '0');
  const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return Object.assign(new Money(), { amount: minor < 0 ? `-${amount}` : amount, currency });
}

/**
 * Minor units of a decimal amount, half away from zero.
 * @throws RangeError beyond 2^53 minor units.
 */
export function minorFromDecimal(amount: string, currency: string): number {
  const negative = amount.startsWith('-');
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const digits = minorDigits(currency);
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  const roundUp = Number(fraction[digits] ?? '0') >= 5 ? 1n : 0n;
  const minor = BigInt(whole + kept) + roundUp;
  if (minor > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError('The amount is beyond 2^53 minor units.');
  return negative ? -Number(minor) : Number(minor);
}
