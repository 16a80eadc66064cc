import { createHmac, createSecretKey } from 'node:crypto'
import { addStamps } from '@nguon/store/stamps'
import { readSerial, serialOf, stampKeys } from '@nguon/trace/stamp'
import { type Bench, interleaved, median, perSecondSync } from './bench.ts'
import { openGround } from './ground.ts'

/** S4 and S5: what a stamp costs to issue and to check. */
export const stamps: Bench = async () => {
  const secret = Buffer.alloc(32, 7)
  const keys = stampKeys([{ id: 0, secret }])
  const key = createSecretKey(secret)
  const gtin = '09520123456788'
  const serials = Array.from({ length: 4096 }, (_, at) => serialOf(keys, gtin, at * 97))
  const message = Buffer.from(`${gtin}00000000`)
  const [check, hmac] = await interleaved(
    7,
    () => perSecondSync((at) => readSerial(keys, gtin, serials[at & 4095]!), 400),
    () => perSecondSync(() => createHmac('sha256', key).update(message).digest(), 400),
  )

  const ground = await openGround()
  let lot = 0
  const issue = async (count: number) => {
    const number = `B-${++lot}`
    await ground.addLot(number)
    const start = performance.now()
    const made = await addStamps(
      ground.house.table,
      {
        product: ground.product,
        lot: number,
        maker: ground.maker,
        count,
        key: 0,
        at: '2026-11-23T02:00:00.000Z',
        by: 'bench',
      },
      ground.audit(),
    )
    if ('code' in made) throw new Error(made.code)
    return performance.now() - start
  }
  for (let at = 0; at < 10; at++) await issue(1)
  const [one, million, bare]: number[][] = [[], [], []]
  for (let round = 0; round < 15; round++) {
    one!.push(await issue(1))
    million!.push(await issue(1_000_000))
    bare!.push(await ground.bareTransaction())
  }
  await ground.close()
  return [
    {
      id: 'S5',
      what: 'check a stamp',
      ours: 1e6 / check,
      floor: 1e6 / hmac,
      unit: 'µs',
      target: { ratio: 1.5, better: 'less' },
      note: 'floor: one bare HMAC-SHA256',
    },
    {
      id: 'S4',
      what: 'issue 1 stamp',
      ours: median(one!) - median(bare!),
      unit: 'ms',
      target: { value: 5, better: 'less' },
      note: `beyond one transaction of ${median(bare!).toFixed(1)} ms`,
    },
    {
      id: 'S4',
      what: 'issue 1,000,000 stamps',
      ours: median(million!) - median(bare!),
      unit: 'ms',
      target: { value: 5, better: 'less' },
      note: 'the same four writes',
    },
  ]
}
