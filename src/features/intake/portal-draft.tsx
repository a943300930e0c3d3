// What the four pages of 说事 share: the draft of an address, its values as the pages and the action ask for them, and the words around it.
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { type Fields, textOf, textsOf } from '#platform/http/form.ts';
import type { FieldError } from '#ui/form-state.ts';
import { type Draft, type DraftField, type DraftKey, draftFields, findDraft, type Sent } from './drafts.ts';
import type { SayField, SayForm } from './pages/say.tsx';
import { ErrorBody, type PortalContext, type PortalParts } from './portal-parts.tsx';
import { type Checked, emergencyIn, type RawConcern } from './rules.ts';
import { problemSentences, problemsInWords } from './sentences.ts';

export const staleSentence = {
  zh: '页面放得太久，请再点一次。您写的都还在。',
  en: 'The page was open too long; please press once more. Everything you wrote is still here.',
};

export const visitorOf = (c: Context): string => getCookie(c, 'form') ?? '';
export const baseOf = (id: string): string => `/say/${id}`;
export const receiptHref = (sent: Sent, again: boolean): string => `/receipt/${sent.number}/${sent.code}${again ? '?again=1' : ''}`;

/** What is wrong on this page, of all that is not yet right with the whole. */
export function errorsOn(checked: Checked, fields: readonly SayField[], lang: 'zh' | 'en'): FieldError<SayField>[] {
  return checked.ok
    ? []
    : problemsInWords(checked.problems, lang).filter(
        ({ name, message }) => fields.includes(name) && message !== problemSentences.emergency[lang],
      );
}

/** The draft as the action asks for it. */
export function rawOf(draft: Draft, key?: string): RawConcern {
  const one = (name: DraftField): string => {
    const value = draft.values[name];
    return typeof value === 'string' ? value : (value?.[0] ?? '');
  };
  const needs = draft.values.needs ?? [];
  const isProxy = one('who') === 'proxy';
  return {
    text: one('text'),
    place: one('place'),
    placeId: one('placeId') || undefined,
    anonymous: one('who') === 'anonymous',
    name: one('name'),
    phone: one('phone'),
    representedBy: isProxy ? one('representedBy') : undefined,
    consent: isProxy ? one('consent') : undefined,
    needs: typeof needs === 'string' ? [needs] : needs,
    confidentiality: one('confidentiality') || undefined,
    accusedUnit: one('confidentiality') === 'accusation' ? one('accusedUnit') : undefined,
    photos: draft.photos.map((photo) => photo.id),
    emergencyConfirmed: draft.emergency?.answer,
    key,
  };
}

export const formOf = (draft: Draft, errors: readonly FieldError<SayField>[] = []): SayForm => ({ values: draft.values, errors });
export const merged = (draft: Draft, fields: Fields, names: readonly DraftField[]): Draft => {
  const typed = Object.fromEntries(
    names.map((name) => [name, name === 'needs' || name === 'consent' ? textsOf(fields, name) : textOf(fields, name)]),
  );
  return { ...draft, values: { ...draft.values, ...typed } };
};
export type Opened = { key: DraftKey; draft: Draft };
/** The draft of this address, or the answer to give instead: its receipt when it was sent, a plain page when there is none. */
export async function openDraft({ ports, frameOf }: PortalParts, c: PortalContext): Promise<Opened | Response> {
  const key = { id: c.req.param('id') ?? '', visitor: visitorOf(c) };
  const found = await findDraft(ports, key);
  if (!found) return c.html(<ErrorBody frame={frameOf(c)} kind="not-found" />, 404);
  return found.state === 'sent' ? c.redirect(receiptHref(found.sent, true), 303) : { key, draft: found.draft };
}

export const textIn = (draft: Draft): string => (typeof draft.values.text === 'string' ? draft.values.text : '');
export const wordsOfEmergency = (text: string): string => emergencyIn(text)?.words.join(' ') ?? '';
/** A draft takes no more of a small field than a page can show. */
export function bounded(draft: Draft): Draft {
  const cut = (value: string | readonly string[] | undefined, max: number) =>
    typeof value === 'string' ? value.slice(0, max) : value?.slice(0, 10).map((one) => one.slice(0, max));
  const values = Object.fromEntries(
    draftFields.flatMap((name) =>
      draft.values[name] === undefined ? [] : [[name, cut(draft.values[name], name === 'text' ? 200_000 : 2_000)]],
    ),
  );
  return { ...draft, values };
}
