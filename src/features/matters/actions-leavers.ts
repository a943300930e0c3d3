// Matters of people who left (SM-20): each goes to the colleague named or back to its unit, by a decision of the engine that the record keeps.
// Asked by whoever closes an account, and by the worker, which finds what was broken off and what a rework brought back to them.
import type { Ports } from '#platform/ports.ts';
import { act } from './actions.ts';
import { mattersOfLeavers } from './store-leavers.ts';

const most = 500; // at one time; the next round takes the rest

export async function releaseMatters(ports: Ports): Promise<number> {
  let moved = 0;
  for (const { number, from, to, orderedBy } of await mattersOfLeavers(ports.db, most)) {
    const done = await act(ports, { kind: 'clock' }, number, { do: 'releaseOwner', from, to, orderedBy });
    if (done.ok && done.events.length > 0) moved += 1;
    // Taken up by somebody else meanwhile: nothing is left to do.
    else if (!done.ok && done.refusal !== 'not-in-this-state')
      ports.log.warn({ number, refusal: done.refusal }, 'a matter of somebody who left was not moved');
  }
  return moved;
}
