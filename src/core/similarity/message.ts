// What is compared: the words a person wrote, and when. Who wrote it only as an opaque mark, where a file gives one.
import { toSimplified } from '../text/simplified.ts';
import { foldForSearch } from '../text/tokens.ts';

export type Message = {
  title: string;
  body: string;
  /** Milliseconds; null when not known. */
  time: number | null;
  /** An opaque mark of the sender, '' when not known. The same words sent twice by one person are likelier one matter; nothing else is done with it. */
  sender: string;
};

/** A body is compared to here. Below it stand attachments; and whatever length a text has, comparing it costs the same at most. */
export const longestBody = 2_000;
const longestTitle = 60;
const titleFromBody = 30;

/** Title and body, folded and in simplified characters. A message without a title is known by how it begins. */
export function titleOf({ title, body }: Message): { title: string; body: string } {
  // Cut before folding: a folded sign may be longer than the sign was, and a text of a million signs need not be folded whole.
  const folded = toSimplified(foldForSearch(body.slice(0, longestBody + longestTitle))).trim();
  const head = toSimplified(foldForSearch(title.slice(0, longestTitle))).trim();
  return { title: head === '' ? folded.slice(0, titleFromBody) : head, body: folded };
}
