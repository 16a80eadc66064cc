import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { html, sent, trusted } from '../../site/src/html.ts'

const page = (text: string) => sent(html`<p title="${text}">${text}</p>`)

describe('a piece of a page', () => {
  test('holds whatever text is put in as text, between tags and in attributes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'/ abc=đ'), maxLength: 40 }), (text) => {
        const told = page(text)
        expect(told.match(/[<>"']/g)).toEqual(['<', '"', '"', '>', '<', '>'])
        const [, inside] = /^<p title="(?:[^"]*)">([^<]*)<\/p>$/.exec(told)!
        const back = inside!.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => names[name]!)
        expect(back).toBe(text)
      }),
      { seed: 11, numRuns: 500 },
    )
  })

  test('takes markup and lists of it as they are, and leaves out what is not there', () => {
    const list = ['a<', 'b'].map((it) => html`<li>${it}</li>`)
    expect(sent(html`<ul>${list}${false}${undefined}${3}${trusted('<i></i>')}</ul>`)).toBe(
      '<ul><li>a&lt;</li><li>b</li>3<i></i></ul>',
    )
  })

  test('is not forged by a record that looks like it', () => {
    const record = JSON.parse('{"markup":"<b>","made":"<b>","length":1,"0":"<b>"}')
    expect(() => sent(html`${record}`)).toThrow()
  })
})

const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
