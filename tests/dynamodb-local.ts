import { spawnSync } from 'node:child_process'
import { startEngine } from '@nguon/local/engine'
import { refused, say } from '@nguon/local/refusal'

/** `npm run test:dynamodb-local`: the store's contract and the stories once more, on Amazon's own engine. Says so where it cannot be had. */
const engine = await startEngine({ only: 'dynamodb-local' })
if (refused(engine)) {
  console.log(`skipped: ${say(engine)}`)
  process.exit(0)
}
await engine.stop()
const { status } = spawnSync('vitest', ['run', 'tests/stories', 'tests/store'], {
  stdio: 'inherit',
  shell: true,
  env: { ...process.env, NGUON_ENGINE: 'dynamodb-local' },
})
process.exit(status ?? 1)
