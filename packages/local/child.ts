import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export type Child = { pid: number; ended: Promise<void>; stop(): Promise<void> }

/**
 * Starts a program that does not outlive us, however we end.
 *
 * A guard shell holds the reading end of a pipe whose writing end is ours: when this process dies, even by kill -9,
 * the kernel closes the pipe, `read` returns and the shell ends the program. Both run in sessions of their own, so
 * that Ctrl-C in the terminal reaches us alone and we end them in order.
 *
 * @throws when the program cannot be started (ENOENT, EACCES)
 */
export async function startChild(program: string, args: string[], cwd?: string): Promise<Child> {
  const child = spawn(program, args, { stdio: 'ignore', detached: true, ...(cwd ? { cwd } : {}) })
  await once(child, 'spawn')
  const pid = child.pid!
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill "$1" 2>/dev/null', 'guard', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.on('error', () => {}) // without a shell the program is still ended on every orderly exit
  guard.stdin?.on('error', () => {})

  const last = () => child.kill('SIGKILL')
  process.once('exit', last)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.removeListener('exit', last)
      guard.kill('SIGKILL') // before its pipe closes: the number may belong to another program by then
      resolve()
    })
  })
  letGo(child)
  letGo(guard)
  return { pid, ended, stop: () => stop(child, ended) }
}

/** A running child must not keep us from ending. */
function letGo(child: ChildProcess) {
  child.unref()
  const { stdin } = child
  if (stdin && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
}

async function stop(child: ChildProcess, ended: Promise<void>) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), 3_000)
  await ended
  clearTimeout(impatience)
}
