// The staff door of likeness: one page per matter with its likely twins and, for the dispatcher, the proposed category; and the switches. Mount it at /staff, before matters.
import { Hono } from 'hono';
import { foldForSearch } from '#core/text/tokens.ts';
import { loadCircumstances, recordLook, seeMatter, statusWords } from '#features/matters/index.ts';
import { sayNamed } from '#platform/http/frame.ts';
import type { Ports } from '#platform/ports.ts';
import { holdsAny, type StaffEnv, staffFrameOf } from '#platform/session/staff.ts';
import { proposeCategory } from './actions-routing.ts';
import { likelyTwins } from './actions-twins.ts';
import { SimilarPage } from './pages/similar.tsx';
import { switchesDoor } from './staff-switches.tsx';
import { howLikely, howSure, whyAlike } from './words.ts';

export function similarStaffDoor(ports: Ports): Hono<StaffEnv> {
  const door = new Hono<StaffEnv>();
  door.route('/', switchesDoor(ports));
  door.get('/matters/:number/similar', async (c) => {
    const { me, lang } = c.var;
    const viewer = { kind: 'staff' as const, id: me.accountId, unitId: me.unitId, roles: me.roles };
    const read = await seeMatter(ports, viewer, c.req.param('number'));
    if (!read) return sayNamed(c, 'notFound');
    const { matter } = read.seen;
    const circumstances = await loadCircumstances(ports.db);
    const mark = await recordLook(ports, me, read.seen, 'matter', c.var.addressClass);
    const twins = await likelyTwins(ports, viewer, read.seen.id);
    const mayDispatch = holdsAny(me, 'dispatcher');
    const proposal = mayDispatch ? await proposeCategory(ports, read.seen.id) : null;
    const [first] = read.seen.history;
    const shown = foldForSearch(`${matter.title}\n${first?.type === 'registered' ? first.data.text : ''}`);
    const names = circumstances.categories;
    return c.html(
      <SimilarPage
        frame={{ ...staffFrameOf(c), current: '/staff/matters' }}
        mark={mark.spoken}
        number={matter.number}
        title={matter.title || names.nameOf(matter.categoryId ?? '', lang)}
        mayDispatch={mayDispatch}
        mayMerge={holdsAny(me, 'dispatcher', 'hotline', 'intake')}
        proposal={
          proposal && {
            category: names.nameOf(proposal.label, lang),
            second: names.nameOf(proposal.second, lang),
            sure: howSure(proposal.confidence, lang),
            // Only words that stand in what this reader sees: names and addresses may be starred out.
            words: proposal.words.filter((word) => shown.includes(word)),
            isCurrent: proposal.label === matter.categoryId,
          }
        }
        twins={twins.map(({ row, odds, reasons }) => ({
          number: row.number,
          title: row.title || names.nameOf(row.category_id ?? '', lang),
          holder: circumstances.units.nameOf(row.owner_unit_id),
          status: statusWords[row.status as keyof typeof statusWords]?.[lang] ?? row.status,
          likely: howLikely(odds, lang),
          why: whyAlike(reasons, lang),
        }))}
      />,
    );
  });
  return door;
}
