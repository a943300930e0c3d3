// Invitations (SM-04): what the engine put into the outbox becomes a link that only its receiver can read. Sending is the channel's; until one is open the rows stay as 未发送.
import { type Matter, matterOf } from '#core/matter/matter.ts';
import { loadCircumstances, readHistory, type SealedEvent } from '#features/matters/index.ts';
import { inTransaction } from '#platform/db/transaction.ts';
import type { Ports } from '#platform/ports.ts';
import { mintVerdictLink } from './actions.ts';
import { linkExpiry, mayJudge } from './rules.ts';
import { keepInvitation, readContact, takeUninvited, type Uninvited } from './store.ts';

/**
 * Turns at most `most` open invitations into links, once each: row and link are written in one transaction, so it may be killed and repeated. Returns how many links were made.
 * `notSent` = ready, no channel; `noPhone` = nobody to send it to; `over` = judged or gone on before anything was sent. The last two are done.
 * `fault` = its record cannot be read; it is logged and left for people, so that it does not hold up the others.
 */
export async function inviteRaisers(ports: Ports, most = 200): Promise<number> {
  const { limits } = await loadCircumstances(ports.db);
  return inTransaction(ports.db, async (trx) => {
    const now = ports.now();
    let made = 0;
    for (const row of await takeUninvited(trx, most)) {
      const history = await readHistory(trx, row.matterId);
      const matter = foldOrNull(ports, row, history);
      if (!matter) {
        await keepInvitation(trx, row.id, { link: null, state: 'fault' }, null);
        continue;
      }
      const contact = await readContact(trx, row.matterId);
      const isFor = mayJudge(matter) && history.findLast((e) => e.type === 'verdictInvited')?.seq === row.seq;
      if (!isFor || !contact?.phone || !matter.wantsReply) {
        await keepInvitation(trx, row.id, { link: null, state: isFor ? 'noPhone' : 'over' }, now);
        continue;
      }
      const expiresAt = linkExpiry(matter, limits.end('hotline.verdict', now), now);
      const token = await mintVerdictLink(ports, trx, { matterId: row.matterId, round: matter.round, expiresAt });
      await keepInvitation(
        trx,
        row.id,
        { link: ports.secrets.sealColumn(`/v/${token}`, `outbox.link:${row.id}`), state: 'notSent', round: matter.round },
        null,
      );
      made += 1;
    }
    return made;
  });
}

function foldOrNull(ports: Ports, row: Uninvited, history: readonly SealedEvent[]): Matter | null {
  try {
    return matterOf(row.matterId, history);
  } catch (error) {
    ports.log.error({ err: error, number: row.number }, 'nobody can be invited to judge this matter: its record cannot be read');
    return null;
  }
}
