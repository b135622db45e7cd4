import type { SubgraphContext } from '@sangam/kit/running/context';
import { open, validate, type CityResponse, type Reader } from 'maxmind';
import { Field, ObjectType } from 'type-graphql';
import { identitySettings } from '../settings';

@ObjectType({ simpleResolvers: true, description: 'Where an internet address is said to be; roughly, and wrong behind a VPN.' })
export class LoginPlace {
  @Field(() => String, { nullable: true, description: 'City, in English; null where only the country is known.' })
  city: string | null;

  @Field(() => String, { nullable: true, description: 'Country, ISO 3166-1 alpha-2, e.g. `IN`.' })
  country: string | null;
}

/** Databases by their path; one that cannot be read is tried again with the next start. */
const opened = new Map<string, Promise<Reader<CityResponse> | null>>();

/** Where an address is by the operator's database; null without one, and for addresses that it does not know. */
export async function placeOf(ctx: SubgraphContext, ip: string): Promise<LoginPlace | null> {
  const path = ctx.settings.of(identitySettings).PLACE_DATABASE;
  if (path === undefined || !validate(ip)) return null;
  const found = (await database(ctx, path))?.get(ip);
  const [city, country] = [found?.city?.names.en ?? null, found?.country?.iso_code ?? null];
  return city === null && country === null ? null : Object.assign(new LoginPlace(), { city, country });
}

function database({ log }: SubgraphContext, path: string): Promise<Reader<CityResponse> | null> {
  const known = opened.get(path);
  if (known) return known;
  const opening = open<CityResponse>(path).catch((error: unknown) => {
    log.warn({ event: 'place-database-unreadable', reason: String(error) }, 'sessions are shown without places');
    return null;
  });
  opened.set(path, opening);
  return opening;
}
