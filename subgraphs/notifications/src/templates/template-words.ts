import { badInput, type FieldProblem } from '@sangam/kit/errors/app-error';
import { NotificationChannel } from './notification-channel';
import type { NotificationTemplate } from './notification-template.entity';
import { templateProblem } from './render-template';

/** What a template says. */
export type Words = Pick<NotificationTemplate, 'subject' | 'bodyText' | 'bodyHtml'>;

interface WordsInput {
  readonly subject?: string | null;
  readonly bodyText?: string | null;
  readonly bodyHtml?: string | null;
}

type Variables = Readonly<Record<string, string>>;

/**
 * The words of a template after a change: what is absent stays.
 * @throws AppError BAD_USER_INPUT naming what is missing, too long, of no use to the channel, or cannot be rendered with these variables
 */
export function checkedWords(template: NotificationTemplate, input: WordsInput, variables: Variables): Words {
  const { subject = template.subject, bodyText = template.bodyText, bodyHtml = template.bodyHtml } = input;
  const problems = [
    ...subjectProblems(subject, template.channel), ...textProblems('bodyText', bodyText, 20_000),
    ...(bodyHtml === null ? [] : textProblems('bodyHtml', bodyHtml, 100_000)),
    ...(bodyHtml !== null && template.channel !== NotificationChannel.EMAIL ? [problem('bodyHtml', 'RANGE', 'mails only')] : []),
  ];
  if (problems.length > 0 || bodyText === null) throw badInput(...problems);
  const words = { subject, bodyText, bodyHtml };
  const unrendered = Object.entries(words).flatMap(([name, text]) => rendered(name, text, variables));
  if (unrendered.length > 0) throw badInput(...unrendered);
  return words;
}

const problem = (name: string, reason: FieldProblem['reason'], detail?: string): FieldProblem => ({ path: `input.${name}`, reason, ...(detail !== undefined && { detail }) });

function subjectProblems(subject: string | null, channel: NotificationChannel): FieldProblem[] {
  if (channel === NotificationChannel.SMS) return subject === null ? [] : [problem('subject', 'RANGE', 'text messages have none')];
  if (subject !== null && /\p{Cc}/u.test(subject)) return [problem('subject', 'FORMAT', 'one line')];
  return textProblems('subject', subject, 200);
}

function textProblems(name: string, text: string | null, longest: number): FieldProblem[] {
  if (text === null || text.trim() === '') return [problem(name, 'MISSING')];
  return text.length > longest ? [problem(name, 'RANGE', `at most ${longest} characters`)] : [];
}

function rendered(name: string, text: string | null, variables: Variables): FieldProblem[] {
  const reason = text === null ? null : templateProblem(text, variables);
  return reason === null ? [] : [problem(name, 'FORMAT', reason)];
}
