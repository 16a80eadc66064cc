import * as z from 'zod'
import { plain } from './text.ts'

/** A line of text a person wrote: nothing unseen in it, nothing that turns the reading order, no line ends. */
export const line = (most: number) =>
  z
    .string()
    .overwrite((text) => plain(text).replace(/\s*\n\s*/g, ' '))
    .trim()
    .max(most)

/** Text of several lines, cleaned alike. */
export const prose = (most: number) => z.string().overwrite(plain).trim().max(most)
