import { takesMessages } from '@nguon/people/phone'
import { readProducer } from '@nguon/store/producer'
import type { RecallCase } from '@nguon/trace/recall'
import type { House } from './house.ts'

type Told = 'propose' | 'confirm' | 'lift'

const words: Record<Told, (name: string) => string> = {
  propose: (name) => `Cán bộ đề nghị thu hồi ${name}. Xem và gọi lại cho cán bộ nếu chưa đúng.`,
  confirm: (name) => `${name} bị thu hồi từ bây giờ. Ngừng giao hàng, đếm hàng trả về rồi báo số.`,
  lift: (name) => `Có lô ${name} được bỏ khỏi thu hồi, tem lại hợp lệ.`,
}
export const isTold = (step: string): step is Told => Object.hasOwn(words, step)

/** A recall is the maker's trouble first: they are told by a message of what an officer did. It stands, told or not. */
export async function tellMaker(house: House, it: RecallCase, step: Told): Promise<void> {
  try {
    const maker = await readProducer(house.table, it.maker)
    if (!maker?.phone || !takesMessages(maker.phone)) return
    const link = `${house.origin}/ho/thu-hoi/${it.id}`
    const at = house.now().toISOString()
    await house.send({ to: maker.phone, channel: 'sms', text: words[step](it.name), link, at })
  } catch (error) {
    const why = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ what: 'a maker was not told of a recall by message', recall: it.id, why }))
  }
}
