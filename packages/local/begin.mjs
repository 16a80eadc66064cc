// Any Node reads this file; the rest needs one that runs TypeScript as it is.
const least = 24
if (Number(process.versions.node.split('.')[0]) < least) {
  console.error(
    `Cần Node ${least} trở lên, máy này có ${process.versions.node} · Node ${least} or later is needed, this is ${process.versions.node}`,
  )
  process.exit(1)
}
await import('./start.ts')
