import { countKinds, totalOf, type CampaignReport } from './fuzz-campaign';
import type { Failure } from './run-world';
import type { Shrunk } from './shrink-found';
import type { Tally } from './tally';

/** Places that are listed of each kind. */
const LISTED = 12;

export function progressLine({ cases, supergraphs, refused, failures }: CampaignReport, seconds: number): string {
  return `${String(cases).padStart(7)} cases, ${supergraphs} supergraphs, ${Math.round(cases / Math.max(seconds, 1))}/s, ${refused.length} refused, ${failures.length} failed`;
}

export function reportText(report: CampaignReport, seconds: number): string {
  const rejected = Object.entries(report.rejected).sort().flatMap(([planner, reasons]) => [`  ${planner}: ${totalOf(reasons)} not used`, ...table(reasons, LISTED)]);
  return [
    '', `${report.cases} cases on ${report.supergraphs} supergraphs in ${Math.round(seconds)} s (${report.thrownAway} did not compose, ${report.unasked} documents did not become valid)`,
    '', 'Cases by what they use:', ...table(report.features),
    '', 'Plans that were not used, by the preferred planner and the one that was asked; the second was asked for what the first did not plan:', ...(rejected.length > 0 ? rejected : ['  none']),
    '', ...listed('Refused (no planner had a plan that holds)', report.refused), '', ...listed('Failures', report.failures),
  ].join('\n');
}

function table(tally: Readonly<Tally>, most = Infinity): string[] {
  const rows = Object.entries(tally).sort(([, a], [, b]) => b - a);
  return [...rows.slice(0, most).map(([name, times]) => `${String(times).padStart(9)}  ${name}`), ...(rows.length > most ? [`           and ${rows.length - most} more`] : [])];
}

function listed(title: string, found: readonly Failure[]): string[] {
  if (found.length === 0) return [`${title}: none`];
  const places = [...new Set(found.map(({ seed, document, difference, system }) => `  --seed ${seed} (document ${document}, ${system}): ${difference.kind}, ${difference.detail.split('\n')[0]?.slice(0, 160)}`))];
  return [`${title}: ${found.length}`, ...table(countKinds(found)), ...places.slice(0, LISTED), ...(places.length > LISTED ? [`  and ${places.length - LISTED} more`] : [])];
}

/** A case for people: what to read, what came out. */
export function shrunkText({ graph, question, system, difference, expected, rejected }: Shrunk): string {
  return [
    `\n${difference.kind} by ${system}`, ...Object.entries(graph.subgraphs).map(([name, sdl]) => `# ${name}\n${sdl}`),
    '', ...Object.entries(graph.data).map(([reference, record]) => `${reference} ${JSON.stringify(record)}`),
    '', question.query, ...(Object.keys(question.variables).length > 0 ? [`variables ${JSON.stringify(question.variables)}`] : []), ...(question.operationName ? [`operation ${question.operationName}`] : []),
    '', `expected ${expected ?? '(unknown)'}`, `got      ${difference.detail}`, ...rejected.map((reason) => `rejected ${reason}`), '',
  ].join('\n');
}
