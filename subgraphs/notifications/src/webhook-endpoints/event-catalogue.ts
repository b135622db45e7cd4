import { readFileSync } from 'node:fs';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'A kind of event that endpoints can be told.' })
export class WebhookEventType {
  @Field(() => String, { description: '`type` of the message, e.g. `chat.message.sent`.' })
  type: string;

  @Field(() => String, { description: 'What happened, and who is told.' })
  description: string;

  @Field(() => String, { description: 'What `data` looks like, as JSON.' })
  example: string;
}

/** What an owner sends to see whether an endpoint works; no filter asks for it. */
export const TEST_EVENT_TYPE = 'webhooks.test';

let known: readonly WebhookEventType[] | undefined;

/** What all subgraphs declare in `partnerEvents`, by type. */
export function eventCatalogue(): readonly WebhookEventType[] {
  known ??= Object.entries(emitted()).map(([type, { description, example }]) => Object.assign(new WebhookEventType(), { type, description, example: JSON.stringify(example) }));
  return known;
}

function emitted(): Readonly<Record<string, { readonly description: string; readonly example: unknown }>> {
  return JSON.parse(readFileSync(require.resolve('@sangam/schema/events/partner-events.json'), 'utf8')) as ReturnType<typeof emitted>;
}
