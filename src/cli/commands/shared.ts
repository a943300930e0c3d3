import type { ExitCode } from '../say.ts';

export type Purpose = () => 'demo' | 'live';
export type Doing = (action: (...args: never[]) => Promise<ExitCode | undefined> | Promise<void>) => (...args: unknown[]) => Promise<void>;
