import { parse } from 'graphql';
import { planInProcess, plannersHere } from './plan-in-process';
import type { PlanningQuestion, PlanningReply, PlanningStart } from './planning-messages';
import { readSupergraph, type SupergraphModel } from './supergraph-model';

/**
 * The process that plans. The planner in Rust ends its process where it meets what it did not expect, and the one in TypeScript takes
 * tens of milliseconds: neither may happen where requests are served.
 */
let model: SupergraphModel | undefined;

process.on('message', (message: PlanningStart | PlanningQuestion) => {
  if ('supergraphSdl' in message) model = readSupergraph(message.supergraphSdl);
  else if (model) process.send?.(reply(model, message));
});
// Whoever asked is gone.
process.on('disconnect', () => process.exit(0));

const here = plannersHere();
const plannings = new Map<string, ReturnType<typeof planInProcess>>();
let rejected: PlanningReply['rejected'] = [];

function reply(of: SupergraphModel, { id, kind, text, labels, percentage, planners }: PlanningQuestion): PlanningReply {
  rejected = [];
  try {
    const planned = planningFor(of, planners)({ kind, text, planned: parse(text, { noLocation: true }) }, { labels: new Set(labels), percentage });
    return { id, planned, rejected };
  } catch {
    return { id, rejected };
  }
}

function planningFor(of: SupergraphModel, planners: PlanningQuestion['planners']): ReturnType<typeof planInProcess> {
  const key = planners.join(' ');
  const planning = plannings.get(key) ?? planInProcess({ model: of, planners: planners.filter((name) => here.includes(name)), report: { rejected: (planner, reason) => void (rejected = [...rejected, { planner, reason }]) } });
  plannings.set(key, planning);
  return planning;
}
