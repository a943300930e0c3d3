// The one table of action forms (complete by type), what of it this person may do now, and what not and why.
import { decide } from '#core/matter/decide.ts';
import { mayAsk } from '#core/matter/possible.ts';
import type { Refusal } from '#core/matter/refusals.ts';
import type { FormFacts } from './staff-facts.ts';
import type { FormSpec, Forms } from './staff-form.ts';
import { deskForms } from './staff-forms-desk.ts';
import { rulingForms } from './staff-forms-rulings.ts';
import { unitForms } from './staff-forms-unit.ts';
import { actionWords, type StaffAction } from './words.ts';

export const forms: Forms = { ...deskForms, ...unitForms, ...rulingForms };

export const isStaffAction = (name: string): name is StaffAction => Object.hasOwn(forms, name);
export const formOf = (name: string): FormSpec | null => (isStaffAction(name) ? forms[name] : null);

export type Offer = { action: StaffAction; spec: FormSpec; blocked: Refusal | null; detail?: string | undefined };

/** Refusals that only say "this is somebody else's or another day's work" are not worth a line. */
const silent = new Set<Refusal>([
  'not-in-this-state',
  'not-your-role',
  'not-your-unit',
  'recused',
  'accused-unit',
  'raiser-only',
  'nothing-pending',
  'not-paused',
  'not-top-of-ladder',
  'exclusion-needs-verdict',
  'not-asked-to-help',
  'judged-already',
  'exclusion-asked',
]);

/** The order in which the page lists them is that of the words. Asked of the engine itself, with everything a person could write filled in. */
export function offers(facts: FormFacts): Offer[] {
  const found: Offer[] = [];
  for (const action of Object.keys(actionWords) as StaffAction[]) {
    const spec = forms[action];
    const refused = refusalOf(action, facts);
    if (refused === null) found.push({ action, spec, blocked: null });
    else if (!silent.has(refused.refusal)) found.push({ action, spec, blocked: refused.refusal, detail: refused.detail });
  }
  return found;
}

/** Why this person cannot take this step now, whatever they write; null when a form makes sense. */
export function refusalOf(action: StaffAction, facts: FormFacts): { refusal: Refusal; detail?: string | undefined } | null {
  const refused = mayAsk(facts.matter, facts.viewer, action);
  const { probe } = forms[action];
  if (refused || !probe) return refused;
  const decision = decide(facts.matter, probe(facts), facts.decision);
  // A reply without evidence is mended on its own form.
  return 'events' in decision || decision.refusal === 'reply-needs-evidence' ? null : decision;
}
