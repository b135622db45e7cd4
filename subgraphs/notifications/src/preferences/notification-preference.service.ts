import { findMany, findOne } from '@sangam/kit/database/read';
import { transaction } from '@sangam/kit/database/run-transaction';
import type { Transaction } from '@sangam/kit/database/transaction';
import { badInput } from '@sangam/kit/errors/app-error';
import { newId } from '@sangam/kit/ids/new-id';
import type { SubgraphContext } from '@sangam/kit/running/context';
import { isCritical, NotificationCategory } from '../templates/notification-category';
import { NotificationChannel } from '../templates/notification-channel';
import { NotificationChoice, NotificationHabit } from './notification-preference.entity';
import {
  NotificationCategoryPreference, NotificationPreferences, NotificationQuietHours, type NotificationCategoryPreferenceInput, type NotificationQuietHoursInput, type UpdateNotificationPreferencesInput,
} from './notification-preference.inputs';

const MAX_CHOICES = 50;
const DEFAULTS = { emailEnabled: true, smsEnabled: true, quietFrom: null, quietTo: null };

/** The viewer's preferences; those that nobody decided are on. */
export async function preferencesOf(ctx: SubgraphContext): Promise<NotificationPreferences> {
  const userId = ctx.viewer.userId ?? '';
  const [habit, choices] = await Promise.all([findOne(ctx, NotificationHabit, { userId }), findMany(ctx, NotificationChoice, { where: { userId } })]);
  const off = new Set(choices.filter(({ enabled }) => !enabled).map(({ category, channel }) => `${category} ${channel}`));
  const categories = Object.values(NotificationCategory).flatMap((category) => Object.values(NotificationChannel).map((channel) => {
    const mandatory = isCritical(category);
    return Object.assign(new NotificationCategoryPreference(), { category, channel, mandatory, enabled: mandatory || !off.has(`${category} ${channel}`) });
  }));
  const { emailEnabled, smsEnabled, quietFrom, quietTo } = habit ?? DEFAULTS;
  const quietHours = quietFrom !== null && quietTo !== null ? Object.assign(new NotificationQuietHours(), { from: quietFrom, to: quietTo }) : null;
  return Object.assign(new NotificationPreferences(), { emailEnabled, smsEnabled, categories, quietHours });
}

/** Of parallel changes each keeps what the others do not name. @throws AppError BAD_USER_INPUT */
export async function updatePreferences(ctx: SubgraphContext, input: UpdateNotificationPreferencesInput): Promise<NotificationPreferences> {
  const userId = ctx.viewer.userId ?? '';
  const choices = checkedChoices(input.categories ?? []);
  const changes: Partial<NotificationHabit> = {
    ...(input.emailEnabled !== undefined && { emailEnabled: input.emailEnabled ?? true }), ...(input.smsEnabled !== undefined && { smsEnabled: input.smsEnabled ?? true }),
    ...(input.quietHours !== undefined && checkedQuietHours(input.quietHours)),
  };
  await transaction(ctx, async (tx) => {
    if (Object.keys(changes).length > 0) await tx.upsert(NotificationHabit, { userId, ...DEFAULTS, ...changes }, { on: ['userId'], set: changes });
    for (const choice of choices) await choose(tx, userId, choice);
  });
  return preferencesOf(ctx);
}

/** Remembers one decision. */
export function choose(tx: Transaction, userId: string, { category, channel, enabled }: NotificationCategoryPreferenceInput): Promise<void> {
  return tx.upsert(NotificationChoice, { id: newId(), userId, category, channel, enabled }, { on: ['userId', 'category', 'channel'], set: { enabled } });
}

function checkedChoices(choices: readonly NotificationCategoryPreferenceInput[]): readonly NotificationCategoryPreferenceInput[] {
  if (choices.length > MAX_CHOICES) throw badInput({ path: 'input.categories', reason: 'RANGE', detail: `at most ${MAX_CHOICES}` });
  const refused = choices.findIndex(({ category, enabled }) => isCritical(category) && !enabled);
  if (refused >= 0) throw badInput({ path: `input.categories.${refused}.enabled`, reason: 'RANGE', detail: 'cannot be switched off' });
  return choices;
}

function checkedQuietHours(hours: NotificationQuietHoursInput | null): Pick<NotificationHabit, 'quietFrom' | 'quietTo'> {
  if (hours === null) return { quietFrom: null, quietTo: null };
  const [quietFrom, quietTo] = [hours.from.slice(0, 5), hours.to.slice(0, 5)];
  if (quietFrom === quietTo) throw badInput({ path: 'input.quietHours.to', reason: 'RANGE', detail: 'another time than the beginning' });
  return { quietFrom, quietTo };
}
