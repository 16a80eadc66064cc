import { defineConfig } from 'vitest/config'

/** The long runs, kept out of the everyday suite: `npx vitest run --config tests/long/vitest.config.ts`. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/long/**/*.test.ts'],
    testTimeout: 600_000,
    maxWorkers: 1,
  },
})
