import { house } from './opened.ts'
import { run } from './run.ts'

await run(house, process.argv.slice(2), process.env)
