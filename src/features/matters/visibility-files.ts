// Who may open a photo or paper as it came, and who only the copy with parts blacked out. Asked by every way to a file; what X5 grants is read off its one table.
import type { Matter } from '#core/matter/matter.ts';
import type { Circumstances } from './circumstances.ts';
import { maySee, relationsOf, standingOf, type Viewer } from './visibility.ts';
import { grantsOf } from './visibility-matrix.ts';

type Tree = Pick<Circumstances, 'units'>;
/** `addedBy`: the account that brought it here, or the draft it came with. */
export type EvidenceFile = { addedBy: string; redactedOf: string | null };

/** What the table says of evidence for this viewer. `matter` is the whole state, as for every decision. */
const granted = (viewer: Viewer, matter: Matter, tree: Tree) =>
  maySee(matter, viewer, tree) ? grantsOf(relationsOf(standingOf(matter), viewer, tree), matter.confidentiality).evidence : 'no';

/** The original: to whom the table gives evidence whole, and to whoever took the picture and may still see the matter. Helpers, villages and third parties: never. */
export function mayOpenOriginal(viewer: Viewer, matter: Matter, file: EvidenceFile, tree: Tree): boolean {
  const grant = granted(viewer, matter, tree);
  return grant === 'yes' || (grant === 'redacted' && file.addedBy === viewer.id);
}

/** A copy with parts blacked out: to whom the table gives evidence at all. */
export function mayOpenFile(viewer: Viewer, matter: Matter, file: EvidenceFile, tree: Tree): boolean {
  if (file.redactedOf === null) return mayOpenOriginal(viewer, matter, file, tree);
  const grant = granted(viewer, matter, tree);
  return grant === 'yes' || grant === 'redacted';
}
