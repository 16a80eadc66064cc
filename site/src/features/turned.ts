import type { APIContext } from 'astro'
import type { Problem } from '../ask.ts'

/** Sends a visitor to the page that says, in words, why the one asked for cannot be shown. */
export function turnAway(page: Pick<APIContext, 'locals' | 'rewrite'>, problem: Problem): Promise<Response> {
  page.locals.problem = problem
  return page.rewrite(problem.status === 404 || problem.status === 400 ? '/404' : '/500')
}
