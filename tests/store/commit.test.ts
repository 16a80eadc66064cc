import { createHash } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { ImportIn } from '@nguon/listing/import'
import { type Plan, planImport } from '@nguon/listing/plan'
import type { ReadRow } from '@nguon/listing/validate'
import { clientSetting } from '@nguon/local/account'
import { chunksOf, commitPlan } from '@nguon/store/commit'
import { addImport, keepPlan, lostRows, readImport, startCommit } from '@nguon/store/import'
import { changeProducer, readProducer } from '@nguon/store/producer'
import { openTable, type Table } from '@nguon/store/table'
import { describe, expect, test } from 'vitest'
import { engine, freshTable } from '../engine.ts'

const at = '2026-11-23T02:00:00.000Z'
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const officer = { id: 'officer-1', province: '38' }
const audit = (id: string) => ({
  ...{ id: `audit-${id}`, at, verb: 'import.create', thingKind: 'import', thing: id },
  actor: { kind: 'person' as const, id: 'officer-1', name: 'Chị Hạnh' },
})
const asRow = (row: Plan['rows'][number]) => ({ ...row, cells: [`dòng ${row.row}`] })

/** Fifty makers of two products each: some six transactions. */
const rows: ReadRow[] = Array.from({ length: 100 }, (_, index) => ({
  row: index + 2,
  said: {
    maker: {
      name: `HTX Ví Dụ ${index >> 1}`,
      kind: 'cooperative',
      commune: '16597',
      province: '38',
      businessRegistered: true,
    },
    product: {
      name: `Mắm Ví Dụ ${index}`,
      group: 'I',
      guessed: false,
      price: { is: 'exact', dong: 50_000, unit: 'chai' },
    },
  },
  findings: [],
}))
const plan = planImport({ rows, current: { producers: [], products: [] }, officer, hash })

async function begun(id = `im${'0'.repeat(18)}`) {
  const { name, config } = await freshTable()
  const table = openTable(name, config, () => new Date(at))
  const who = { kind: 'person' as const, id: 'officer-1', name: 'Chị Hạnh' }
  const reading = {
    id,
    name: 'xa.csv',
    bytes: 9,
    province: '38',
    by: who,
    lang: 'vi' as const,
    at,
    state: 'reading' as const,
  }
  await addImport(table, reading, audit('one'))
  const planned = { digest: plan.digest, plan: 'a'.repeat(64), counts: plan.counts, headers: [], total: 100 }
  await keepPlan(table, { ...reading, ...planned, state: 'planned' }, plan.rows.map(asRow))
  const it: ImportIn<'committing'> = {
    ...{ ...reading, ...planned, state: 'committing', publish: true },
    ...{ committer: who, committedAt: at, next: 0, done: 0, lost: 0 },
  }
  await startCommit(table, it, audit('two'))
  return { table, it }
}
const scanner = ({ endpoint }: { endpoint: string }) =>
  DynamoDBDocumentClient.from(new DynamoDBClient(clientSetting(endpoint)))
async function everything(table: Table) {
  const { Items = [] } = await scanner(await engine()).send(
    new ScanCommand({ TableName: table.name, ConsistentRead: true }),
  )
  return Items.sort((a, b) => `${a.pk} ${a.sk}`.localeCompare(`${b.pk} ${b.sk}`))
}

describe('a commit', () => {
  test('is cut into transactions of at most a hundred items, makers before what they make', () => {
    const chunks = chunksOf(plan)
    expect(chunks.map((chunk) => chunk.length)).toEqual([33, 17, 19, 19, 19, 19, 19, 5])
    expect(
      chunks
        .slice(0, 2)
        .flat()
        .every((unit) => 'maker' in unit),
    ).toBe(true)
  })

  test('killed in the middle and taken up twice at once leaves the table of one that ran through', async () => {
    const whole = await begun()
    expect(await commitPlan(whole.table, whole.it, plan, { rows: asRow })).toMatchObject({
      all: true,
      it: { done: 100, lost: 0 },
    })

    const cut = await begun()
    expect(await commitPlan(cut.table, cut.it, plan, { rows: asRow, most: 3 })).toMatchObject({
      all: false,
      it: { next: 3 },
    })
    const [one, two] = await Promise.all([0, 1].map(() => commitPlan(cut.table, cut.it, plan, { rows: asRow })))
    expect([one!.all, two!.all]).toEqual([true, true])
    expect(await everything(cut.table)).toEqual(await everything(whole.table))
  })

  test('asks again about the products of a maker whose name was taken in between', async () => {
    const { table, it } = await begun()
    await commitPlan(table, it, plan, { rows: asRow, most: 2 })
    const maker = (await readProducer(table, 'htx-vi-du-0'))!
    await changeProducer(table, maker, { ...maker, name: 'HTX Khác' }, audit('three'))
    const now = await readImport(table, it.id)
    if (now?.state !== 'committing') throw new Error(now?.state)
    expect(await commitPlan(table, now, plan, { rows: asRow })).toMatchObject({ all: true, it: { done: 100, lost: 2 } })
    expect((await lostRows(table, it.id)).map((row) => row.row)).toEqual([2, 3])
  })
})
