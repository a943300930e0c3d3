// What else leads out of this process, set by whoever keeps the server: listed on the outlets' page, so that it hides nothing. No secret is shown, only hosts.
import type { OtherWayOut } from '#features/notices/staff.tsx';
import type { Config } from '#platform/config.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The host of an address, or the whole of what is no address; null when it is not set. */
function hostOf(address: string | undefined): string | null {
  if (!address) return null;
  return URL.canParse(address) ? new URL(address).host || 'socket' : 'set';
}

export function waysOut({ database }: Config, env: Env = process.env): OtherWayOut[] {
  return [
    {
      name: { zh: '数据库', en: 'Database' },
      where: database.kind === 'given' ? hostOf(database.url.replace('@/', '@localhost/')) : null,
      setting: 'DATABASE_URL',
    },
    { name: { zh: '照片和附件存放（S3）', en: 'Files (S3)' }, where: hostOf(env['S3_ENDPOINT']), setting: 'S3_ENDPOINT' },
    {
      name: { zh: '统一身份登录（OIDC）', en: 'Single sign-on (OIDC)' },
      where: hostOf(env['OIDC_ISSUER'] ?? env['DAODI_OIDC_ISSUER']),
      setting: 'OIDC_ISSUER',
    },
    {
      name: { zh: '运行跟踪（OpenTelemetry）', en: 'Tracing (OpenTelemetry)' },
      where: hostOf(env['OTEL_EXPORTER_OTLP_ENDPOINT']),
      setting: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    },
  ];
}
