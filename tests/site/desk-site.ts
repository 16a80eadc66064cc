import { siteDoor } from '@nguon/functions/site-door'
import type { Story } from '../stories/house.ts'
import { builtSite, clientFiles } from './built.ts'

type Site = (request: Request, given: { house: ReturnType<typeof siteDoor> }) => Promise<Response>

/** The built pages over the real apps of a story, joined as the house joins them. */
export async function storySite(story: Story): Promise<(request: Request) => Promise<Response>> {
  await builtSite()
  const { site } = (await import(new URL('../server/entry.mjs', clientFiles).href)) as { site: Site }
  return (request) => site(request, { house: siteDoor(story.house, story.apps.api, request) })
}
