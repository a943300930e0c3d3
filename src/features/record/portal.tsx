// The public door of the record, mounted at /proof: check a receipt, see and print checkpoints, fetch proofs. Nothing here opens a matter.
import { type Context, Hono } from 'hono';
import { checkpointLines } from '#core/record/checkpoint-sheet.ts';
import { shortProofSentence } from '#core/record/sentences.ts';
import { callerGroupOf } from '#platform/http/address.ts';
import { type HttpEnv, publicFrameOf } from '#platform/http/context.ts';
import { queryText } from '#platform/http/form.ts';
import { saidIn } from '#platform/http/said.ts';
import type { Ports } from '#platform/ports.ts';
import { openTries } from '#platform/session/throttle.ts';
import type { FieldError, FormState } from '#ui/form-state.ts';
import { pick } from '#ui/lang.ts';
import type { AssetHref } from '#ui/links.ts';
import { nextCheckpointAt } from './actions.ts';
import { CheckPage, type ShownAnswer } from './pages/check.tsx';
import { CheckpointSheetPage } from './pages/checkpoint-sheet.tsx';
import { CheckpointsPage } from './pages/checkpoints.tsx';
import { InclusionPage } from './pages/inclusion.tsx';
import { checkReceipt, consistencyBetween, type InclusionJson, type ReceiptAnswer, readReceipt, type TypedReceipt } from './proofs.ts';
import { stepWords } from './step-words.ts';
import { lastCheckpoint, listCheckpoints, readCheckpoint } from './store.ts';

/** So many that do not fit from one address, each within this time of the one before; then it must wait as long. Those that fit do not count. */
const misses = { limit: 10, minutes: 15 };
const onePage = 50;
const oneFetch = 500;

const numberSentence = {
  zh: { empty: '请输入回执上的编号。', mistyped: '编号可能看错或输错了一位，请对照回执逐位核对；它以 D 开头。' },
  en: {
    empty: 'Please enter the number on your receipt.',
    mistyped: 'One digit of the number seems to be mistyped. Please compare each with your receipt; it begins with D.',
  },
};

type Asked = ReceiptAnswer | { is: 'slow'; until: Awaited<ReturnType<ReturnType<typeof openTries>['count']>>['until'] };

export function recordPortalDoor(ports: Ports, { assetHref }: { assetHref?: AssetHref } = {}): Hono<HttpEnv> {
  const door = new Hono<HttpEnv>();
  const tries = openTries(ports);
  const frameOf = (c: Context<HttpEnv>) => ({ ...publicFrameOf(c), ...(assetHref ? { assetHref } : {}) });

  /** Counted before it is judged, and forgiven when it fits. */
  async function ask(c: Context<HttpEnv>, receipt: { number: string; code: string }): Promise<Asked> {
    const key = { what: 'proof-miss', of: callerGroupOf(c.var.address) };
    const tried = await tries.count(key, misses);
    if (!tried.allowed) return { is: 'slow', until: tried.until };
    const answer = await checkReceipt(ports, receipt);
    if (answer.is !== 'no-fit') await tries.forgiveOne(key);
    if (answer.is === 'unsound')
      ports.log.error({ number: answer.number, seq: answer.seq }, 'a receipt was checked whose record does not fit: run daodi verify');
    return answer;
  }

  door.get('/', async (c) => {
    const values = { n: queryText(c, 'n', 60), c: queryText(c, 'c', 200) };
    const isAsked = c.req.query('n') !== undefined || c.req.query('c') !== undefined;
    const receipt = isAsked ? readReceipt(values.n, values.c) : null;
    const errors = receipt && !receipt.ok ? errorsOf(receipt, c.var.lang) : [];
    const asked = receipt?.ok ? await ask(c, receipt) : null;
    const form: FormState<'n' | 'c'> = { values, errors };
    if (asked?.is === 'slow') c.status(429);
    return c.html(<CheckPage frame={frameOf(c)} now={ports.now()} form={form} answer={asked && shown(asked, values)} />);
  });

  door.get('/matter', async (c) => {
    const found = await inclusionAsked(c);
    if (!found) return c.redirect(`/proof?${new URLSearchParams({ n: queryText(c, 'n', 60), c: queryText(c, 'c', 200) })}`);
    return c.html(<InclusionPage frame={frameOf(c)} inclusion={found} jsonPath={`/proof/matter.json${new URL(c.req.url).search}`} />);
  });

  door.get('/matter.json', async (c) => {
    const found = await inclusionAsked(c);
    return found ? c.json(found) : problem(c, 404, 'no-proof');
  });

  /** The proof for a receipt that fits and that a checkpoint covers; all else looks the same from outside. */
  async function inclusionAsked(c: Context<HttpEnv>): Promise<InclusionJson | null> {
    const receipt = readReceipt(queryText(c, 'n', 60), queryText(c, 'c', 200));
    const answer = receipt.ok ? await ask(c, receipt) : null;
    return answer?.is === 'fits' && answer.covered ? answer.covered.inclusion : null;
  }

  door.get('/checkpoints', async (c) => {
    const before = countOf(c.req.query('before'));
    const found = await listCheckpoints(ports.db, onePage + 1, before ?? undefined);
    const nextAt = await nextCheckpointAt(ports);
    return c.html(
      <CheckpointsPage
        frame={frameOf(c)}
        now={ports.now()}
        nextAt={nextAt}
        checkpoints={found.slice(0, onePage)}
        before={before ?? undefined}
        hasOlder={found.length > onePage}
      />,
    );
  });

  /** `?before=12&limit=100` pages through the list; `?first=40&second=55` adds the proof that the first 40 rows begin the first 55. */
  door.get('/checkpoints.json', async (c) => {
    const [before, limit, first, second] = ['before', 'limit', 'first', 'second'].map((name) => countOf(c.req.query(name)));
    if ([before, limit, first, second].includes(null) || (first === undefined) !== (second === undefined))
      return problem(c, 400, 'not-a-count');
    const consistency = first == null || second == null ? undefined : await consistencyBetween(ports, first, second);
    if (consistency === null) return problem(c, 400, 'no-such-size');
    const newest = await lastCheckpoint(ports.db);
    const checkpoints = await listCheckpoints(ports.db, Math.min(limit ?? onePage, oneFetch), before ?? undefined);
    return c.json({ format: 'daodi/checkpoints/1', newest: newest?.id ?? null, checkpoints, ...(consistency ? { consistency } : {}) });
  });

  door.get('/checkpoints/:id', async (c) => {
    const id = countOf(c.req.param('id'));
    const checkpoint = id == null ? undefined : await readCheckpoint(ports.db, id);
    if (!checkpoint)
      return c.var.say(
        saidIn('notFound', c.var.lang, {
          next: { href: '/proof/checkpoints', label: c.var.lang === 'zh' ? '全部检查点' : 'All checkpoints' },
        }),
      );
    return c.html(<CheckpointSheetPage frame={frameOf(c)} lines={checkpointLines(checkpoint, c.var.lang, c.var.site.county)} />);
  });

  return door;
}

function errorsOf(typed: TypedReceipt & { ok: false }, lang: 'zh' | 'en'): FieldError<'n' | 'c'>[] {
  return [
    ...(typed.number ? [{ name: 'n' as const, message: numberSentence[lang][typed.number] }] : []),
    ...(typed.code ? [{ name: 'c' as const, message: pick(shortProofSentence[typed.code], lang) }] : []),
  ];
}

function shown(asked: Asked, typed: { n: string; c: string }): ShownAnswer {
  if (asked.is !== 'fits') return asked;
  const { number, seq, type, at, covered, nextAt } = asked;
  return {
    is: 'fits',
    number,
    seq,
    step: stepWords[type],
    at,
    nextAt,
    checkpoint: covered?.checkpoint ?? null,
    proofPath: `/proof/matter?${new URLSearchParams(typed)}`,
  };
}

/** A whole number from a query: undefined when it is not there, null when it is none. */
function countOf(text: string | undefined): number | null | undefined {
  if (text === undefined || text === '') return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

const problems = {
  'no-proof': {
    zh: '没有可给的证明：编号与核对短码对不上，或还没有检查点收进它，或试得太多。请在 /proof 页面看说明。',
    en: 'There is no proof to give: number and short code do not fit, no checkpoint covers it yet, or there were too many tries. See the page /proof.',
  },
  'not-a-count': {
    zh: '参数应为不带符号的整数；first 与 second 要一起给。',
    en: 'Parameters are whole numbers without a sign; first and second go together.',
  },
  'no-such-size': {
    zh: '清单从没有过这样的行数，或 first 大于 second。',
    en: 'The list never had these sizes, or first is larger than second.',
  },
};

const problem = (c: Context<HttpEnv>, status: 400 | 404, code: keyof typeof problems) =>
  c.body(JSON.stringify({ type: `about:blank#${code}`, title: code, status, code, detail: problems[code][c.var.lang] }), status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
  });
