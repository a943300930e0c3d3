import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
    globalSetup: ['test/support/global-database.ts'],
    testTimeout: 120_000,
    // On a busy shared machine a timer may come late once; what fails three times is broken.
    retry: process.env['CI'] ? 2 : 0,
    hookTimeout: 120_000,
  },
});
