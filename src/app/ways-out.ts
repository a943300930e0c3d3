// What else leads out of this process, set elsewhere than on the outlets' page: listed there, so that it hides nothing. No secret is shown, only hosts.
import type { OtherWayOut } from '#features/notices/staff.tsx';
import type { Config } from '#platform/config.ts';
import type { Uses } from '#platform/db/tables.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The host of an address, `socket` for one without; null when it is not set. */
function hostOf(address: string | undefined | null): string | null {
  if (!address) return null;
  return URL.canParse(address) ? new URL(address).host || 'socket' : address.slice(0, 60);
}

/** The county's identity provider, as sign-in keeps it. */
async function identityProvider(db: Uses<'setting'>): Promise<string | null> {
  const row = await db.selectFrom('setting').select('body').where('key', '=', 'sign-in').executeTakeFirst();
  const { openId } = (row?.body ?? {}) as { openId?: { on?: boolean; issuer?: string } };
  return openId?.on === true ? hostOf(openId.issuer) : null;
}

export async function waysOut(
  db: Uses<'setting'>,
  { database, files }: Pick<Config, 'database' | 'files'>,
  env: Env = process.env,
): Promise<OtherWayOut[]> {
  return [
    {
      name: { zh: '数据库', en: 'Database' },
      where: database.kind === 'given' ? hostOf(database.url.replace('@/', '@localhost/')) : null,
      setting: 'DATABASE_URL',
    },
    {
      name: { zh: '照片和附件存放（S3）', en: 'Files (S3)' },
      where: files.kind === 's3' ? hostOf(files.endpoint) : null,
      setting: 'S3_ENDPOINT',
    },
    { name: { zh: '统一身份登录（OIDC）', en: 'Single sign-on (OIDC)' }, where: await identityProvider(db), setting: 'sign-in' },
    {
      name: { zh: '运行跟踪（自行加载的 OpenTelemetry）', en: 'Tracing (an OpenTelemetry SDK you load)' },
      where: hostOf(env['OTEL_EXPORTER_OTLP_ENDPOINT']),
      setting: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    },
  ];
}
