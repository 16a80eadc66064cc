import { createApp } from 'astro/app/entrypoint'

/** Astro with its list of pages: a third of what a start of the site loads, and nothing that a scan waits for. */
export const app = createApp()
