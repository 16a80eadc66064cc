import { producerDraft } from '@nguon/listing/producer'
import { productDraft } from '@nguon/listing/product'
import { isPlain, plain } from '@nguon/listing/text'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'

const draft = { name: 'Mắm tép', group: 'I', price: { is: 'ask' } }

describe('what a person writes of a product or a maker', () => {
  test('loses what cannot be seen and what turns the reading order, before it is kept', () => {
    const name = 'Mắm\u202e tép\u200b\n đặc biệt '
    expect(productDraft.parse({ ...draft, name }).name).toBe('Mắm tép đặc biệt')
    expect(productDraft.safeParse({ ...draft, name: '\u200b\u200b\u200b' }).success).toBe(false)
    const maker = { name: 'HTX\u2066 Một\u2069', kind: 'cooperative', commune: '16093', province: '38' }
    expect(producerDraft.parse(maker).name).toBe('HTX Một')
  })

  test('keeps the lines of a story and the pictures of a phone', () => {
    const story = 'Nhà làm từ 1945.\nCon cháu nối nghề 👨‍🌾👩🏽‍🌾.'
    expect(productDraft.parse({ ...draft, story }).story).toBe(story)
    expect([isPlain(story), plain(story)]).toEqual([true, story])
  })

  test('is described by the same lengths in the API’s schema', () => {
    const { properties } = z.toJSONSchema(productDraft, { io: 'input' }) as { properties: Record<string, unknown> }
    expect(properties.name).toMatchObject({ type: 'string', minLength: 2, maxLength: 120 })
    expect(properties.story).toMatchObject({ type: 'string', maxLength: 4000 })
  })
})
