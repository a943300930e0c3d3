// What people do with saved views. A view is never a right: whoever opens its address sees what they may see.

import type { Ports } from '#platform/ports.ts';
import { shortMemory } from '#platform/short-memory.ts';
import { type AskName, askParams, readAsk } from './ledger-ask.ts';
import * as store from './store-views.ts';

export type ViewRefusal = 'name-missing' | 'name-long' | 'name-taken' | 'too-many' | 'not-yours' | 'gone';
export type Person = store.ViewOwner & { leadsUnit: boolean };

/** Every page of the ledger lists them, and they change a few times a year. */
const kept = shortMemory<store.SavedView[]>({ lifeMs: 5_000 });
export const loadViews = (db: Ports['db'], me: store.ViewOwner): Promise<store.SavedView[]> =>
  kept.recall(`${me.accountId} ${me.unitId}`, () => store.viewsOf(db, me), db);

const longestName = 40;
export const mostViews = 30;

/** Keeps an address as it would be written anew: nothing that is no filter of the ledger gets in. */
export function cleanQuery(query: string): string {
  const params = new URLSearchParams(query.slice(0, 2_000));
  return askParams(readAsk((name: AskName) => (params.get(name) ?? '').slice(0, 100))).toString();
}

export async function saveView(
  ports: Pick<Ports, 'db' | 'now' | 'newId'>,
  me: Person,
  typed: { name: string; query: string; forUnit: boolean; opens: boolean },
): Promise<{ ok: true; id: string } | { ok: false; refusal: ViewRefusal }> {
  const name = typed.name.trim();
  if (name === '') return { ok: false, refusal: 'name-missing' };
  if ([...name].length > longestName) return { ok: false, refusal: 'name-long' };
  const had = (await store.viewsOf(ports.db, me)).filter((view) => view.ofUnit === typed.forUnit);
  if (had.some((view) => view.name === name)) return { ok: false, refusal: 'name-taken' };
  if (had.length >= mostViews) return { ok: false, refusal: 'too-many' };
  const id = ports.newId();
  const owner = typed.forUnit ? { accountId: null, unitId: me.unitId } : { accountId: me.accountId, unitId: null };
  await store.insertView(ports.db, { id, ...owner, name, query: cleanQuery(typed.query), madeBy: me.accountId, madeAt: ports.now() });
  if (typed.opens) await store.setDefaultView(ports.db, ownerOf(me, typed.forUnit), id);
  kept.forget();
  return { ok: true, id };
}

/** Of the unit's views, whoever made one and the head of the unit may change it. */
export const mayChange = (me: Person, view: store.SavedView): boolean => !view.ofUnit || view.madeBy === me.accountId || me.leadsUnit;

const ownerOf = (me: Person, ofUnit: boolean) => (ofUnit ? { unitId: me.unitId } : { accountId: me.accountId });

export async function changeView(
  ports: Pick<Ports, 'db' | 'now'>,
  me: Person,
  id: string,
  what: 'default' | 'plain' | 'delete' | 'restore',
): Promise<{ ok: true; view: store.SavedView } | { ok: false; refusal: ViewRefusal }> {
  const view = await store.findView(ports.db, me, id);
  if (view === null) return { ok: false, refusal: 'gone' };
  if (!mayChange(me, view)) return { ok: false, refusal: 'not-yours' };
  if (what === 'delete') await store.markViewDeleted(ports.db, id, ports.now());
  else if (what === 'restore') await store.markViewDeleted(ports.db, id, null);
  else await store.setDefaultView(ports.db, ownerOf(me, view.ofUnit), what === 'default' ? id : null);
  kept.forget();
  return { ok: true, view };
}

/** The address that opens the ledger for this person: their own choice, else the unit's. Null: everything. */
export const openingQuery = (views: readonly store.SavedView[]): { id: string; query: string } | null =>
  views.find((view) => view.isDefault && !view.ofUnit) ?? views.find((view) => view.isDefault) ?? null;
