// The post of this process: what leaves the product, and under which name and address it speaks.
import { type Post, startPost } from '#features/notices/index.ts';
import type { Config } from '#platform/config.ts';
import type { AppPorts } from './ports.ts';
import { readSite } from './site.ts';

export function postOf(ports: AppPorts, config: Config): Post {
  return startPost(ports, ports.outlets, { baseUrl: config.baseUrl, county: async () => (await readSite(ports.db)).county });
}
