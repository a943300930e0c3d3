import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 120_000 } });
