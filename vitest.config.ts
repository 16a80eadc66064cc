import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/unpack.ts'],
    exclude: ['tests/long/**', '**/node_modules/**'],
    // A browser on a busy machine may take long; nothing here is judged by its time.
    testTimeout: 90_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
})
