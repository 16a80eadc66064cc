import { existsSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { empty, nameOfFolder } from './folder.ts'
import { takeLock } from './lock.ts'
import { refused, say } from './refusal.ts'

/** `npm run reset`: throws away what this machine keeps, unless a copy is using it. */
const folder = resolve(nameOfFolder)
if (existsSync(folder)) {
  const lock = takeLock(folder)
  if (refused(lock)) {
    console.error(say(lock))
    process.exit(1)
  }
  empty(folder)
  rmSync(folder, { recursive: true, force: true })
}
console.log('Đã xoá dữ liệu trên máy này; npm start để bắt đầu lại · Local data is gone; npm start begins again')
