import { globSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { doors, impure, outside, pure, type Room, rooms } from './doors.ts'

const root = resolve(import.meta.dirname, '..')
const folderOf = (room: Room) =>
  room === 'functions' || room === 'infra' || room === 'site' ? room : `packages/${room}`

/** Scripts that are run by hand to make data; nothing imports them. */
const scripts = ['packages/trace/data/compile.ts']

/** Every import of every source file. `type` where only shapes are taken. */
const imports = rooms.flatMap((room) =>
  globSync(`${folderOf(room)}/**/*.{ts,astro}`, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] })
    .filter((file) => !scripts.includes(file))
    .flatMap((file) => {
      const text = readFileSync(resolve(root, file), 'utf8')
      const stated = [
        ...text.matchAll(/^\s*(?:import|export)\s(type\s)?(?:[\w*{][^'"`;]*?\sfrom\s*)?['"]([^'"\n]+)['"]/gm),
      ]
      const called = [...text.matchAll(/()\bimport\(\s*['"]([^'"\n]+)['"]/g)]
      return [...stated, ...called].map(([, type, from]) => ({ room, file, text, type: Boolean(type), from: from! }))
    }),
)

const goesTo = (from: string): Room | undefined => {
  const room = /^@nguon\/([a-z0-9]+)\//.exec(from)?.[1]
  return rooms.find((it) => it === room)
}

describe('the doors between rooms', () => {
  test('are looked at in every room', () => {
    for (const room of rooms)
      expect(imports.filter((it) => it.room === room).length, room).toBeGreaterThan(room === 'gs1' ? 5 : 10)
  })

  test('a room imports only the rooms its row of the table names', () => {
    const wrong = imports.flatMap(({ room, file, from, type }) => {
      const to = goesTo(from)
      if (!to || to === room) return []
      const door = doors[room][to]
      const open =
        door === 'yes' ||
        (door === 'types' && type) ||
        (door instanceof RegExp && (door.test(`${file} ${from}`) || type))
      return open ? [] : [`${file} imports ${from}`]
    })
    expect(wrong).toEqual([])
  })

  test('no room reaches into another by its path; what is built is handed over as built', () => {
    const built = '../../site/dist/server/entry.mjs'
    const inside = ({ room, file, from }: (typeof imports)[number]) =>
      !relative(resolve(root, folderOf(room)), resolve(root, dirname(file), from)).startsWith('..')
    const wrong = imports.filter((it) => it.from.startsWith('.') && it.from !== built && !inside(it))
    expect(wrong.map(({ file, from }) => `${file} imports ${from}`)).toEqual([])
  })

  test('a room takes from outside only what its row names, and its package.json says so', () => {
    const wrong = imports.flatMap(({ room, file, from }) => {
      if (from.startsWith('.') || from.startsWith('@nguon/') || from.startsWith('astro:')) return []
      const name = from.startsWith('node:')
        ? from
        : from
            .split('/')
            .slice(0, from.startsWith('@') ? 2 : 1)
            .join('/')
      return outside[room].some((it) => (typeof it === 'string' ? it === name : it.test(name)))
        ? []
        : [`${file} imports ${from}`]
    })
    expect([...new Set(wrong)]).toEqual([])
  })

  test('what decides asks neither clock nor chance, neither environment nor network', () => {
    const wrong = imports.filter(
      ({ room, text }) => pure.includes(room) && impure.test(text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')),
    )
    expect([...new Set(wrong.map(({ file }) => file))]).toEqual([])
  })

  test('the table in the docs is drawn from this one', async () => {
    const { drawDoors } = await import('./doors.ts')
    expect(readFileSync(resolve(root, 'docs/architecture.md'), 'utf8')).toContain(drawDoors())
  })
})
