// 建议: which category a matter is likely of, learnt from what dispatchers decided. It proposes, says how sure it is and which words weighed most, keeps silent when it
// is not sure, and never dispatches. `daodi routing off` switches it off.
import { isStoredModel, type Model, openModel, type Proposal, propose, type StoredModel } from '#core/routing/model.ts';
import { mostTexts, type Trained, type TrainOptions, train } from '#core/routing/train.ts';
import { loadCategories } from '#features/people/index.ts';
import type { Ports } from '#platform/ports.ts';
import { messageOf, readSwitches } from './actions.ts';
import * as store from './store.ts';
import { howSure } from './words.ts';

const opened = new WeakMap<store.ModelDb, { id: string; model: Model | null }>();

/** The newest model, opened once per process and model. */
async function currentModel(db: store.ModelDb): Promise<Model | null> {
  const id = await store.newestModelId(db);
  if (id === null) return null;
  const known = opened.get(db);
  if (known?.id === id) return known.model;
  const body = await store.readModel(db, id);
  const model = isStoredModel(body) ? openModel(body) : null;
  opened.set(db, { id, model });
  return model;
}

/** Null when nothing was learnt yet, when it is switched off, when the words are sealed, when the machine is not sure, or when no word of the text speaks for it. */
export async function proposeCategory(ports: Pick<Ports, 'db'>, matterId: string): Promise<Proposal | null> {
  if (!(await readSwitches(ports.db)).routing) return null;
  const [model, words] = await Promise.all([currentModel(ports.db), store.wordsOf(ports.db, matterId)]);
  if (model === null || words === null) return null;
  const { title, body } = messageOf(words);
  const proposal = propose(model, { title, text: body });
  return proposal.silent || proposal.words.length === 0 ? null : proposal;
}

export type Suggestion = { categoryId: string; sure: string; words: readonly string[] };

/** The same in words, of a category that is in force now; for the form of another room, handed over by the composition. */
export async function suggestCategory(ports: Pick<Ports, 'db'>, matterId: string, lang: 'zh' | 'en'): Promise<Suggestion | null> {
  const proposal = await proposeCategory(ports, matterId);
  if (proposal === null) return null;
  const categories = await loadCategories(ports.db);
  const categoryId = categories.nowOf(proposal.label);
  if (!categories.byId(categoryId)) return null; // learnt from a category that is gone
  return { categoryId, sure: howSure(proposal.confidence, lang), words: proposal.words };
}

/** Learns from the newest 20,000 decisions of this county and keeps the model, if there was enough to learn from. */
export async function learnRouting(ports: Pick<Ports, 'db' | 'now' | 'newId'>, options: TrainOptions = {}): Promise<Trained> {
  const decided = await store.decidedWords(ports.db, mostTexts);
  const rows = decided.map(({ title, folded, category_id }) => {
    const { body } = messageOf({ title, folded, received_at: ports.now() });
    return { label: category_id, title, text: body };
  });
  const trained = train(rows, options);
  if (trained.ok) await keepStored(ports, trained.model);
  return trained;
}

async function keepStored({ db, now, newId }: Pick<Ports, 'db' | 'now' | 'newId'>, model: StoredModel): Promise<void> {
  const macroF1 = model.measured?.macroF1 ?? null;
  await store.keepModel(db, { id: newId(), at: now(), trainedOn: model.trainedOn, macroF1, body: JSON.stringify(model) });
}
