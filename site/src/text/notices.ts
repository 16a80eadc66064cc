import type { Lang } from '../paths.ts'

const vi = {
  title: 'Tiền chưa khớp đơn',
  tab: 'Tiền chưa khớp',
  lead: 'Ngân hàng đã báo tiền vào, nhưng chưa trả cho đơn nào. Tiền ở trong tài khoản người nhận, chúng tôi không giữ.',
  none: 'Không có khoản nào phải xem. Mọi khoản tiền đã khớp đơn.',
  file: 'Tải danh sách (CSV)',
  into: 'Vào tài khoản',
  when: 'Lúc',
  said: 'Lời chuyển khoản',
  names: 'Nói tới đơn',
  id: 'Mã của ngân hàng',
  noWords: 'không ghi gì',
  hints: {
    'payment/no-reference': 'Gọi người bán, hỏi khoản này của đơn nào, rồi ghi mã đơn vào đây.',
    'payment/other-account':
      'Người bán đã đổi tài khoản thì sửa ở trang cơ sở rồi thử lại. Nếu chuyển nhầm, người nhận phải trả lại.',
    'order/unknown': 'Xem lại mã đơn với người bán rồi ghi mã đúng vào đây.',
  } as Record<string, string>,
  hint: 'Ghi mã đơn đúng, hoặc để riêng kèm lý do.',
  order: 'Mã đơn',
  orderHelp: 'Bắt đầu bằng DH, 11 chữ và số.',
  place: 'Khớp đơn này',
  again: 'Thử lại',
  aside: 'Không phải tiền của đơn nào',
  why: 'Vì sao để riêng',
  whyHint: 'Ví dụ: tiền bán ngoài chợ, hoặc đã trả lại ngày 22/11',
  asideGo: 'Để riêng',
  placed: 'Đã khớp. Đơn được ghi là đã trả tiền.',
  put: 'Đã để riêng. Ngân hàng báo lại cũng không hiện nữa.',
  providers: { sepay: 'SePay', payos: 'payOS', stripe: 'Stripe' } as Record<string, string>,
  errors: { order: (found: string) => `“${found}” không phải mã đơn của chúng tôi. Xem lại từng chữ.` },
}

const en: typeof vi = {
  title: 'Money without an order',
  tab: 'Unmatched money',
  lead: 'A bank told us of this money, and it paid no order. It lies in the account it came to; we hold none.',
  none: 'Nothing to look at. All money found its order.',
  file: 'Take the list (CSV)',
  into: 'Into account',
  when: 'At',
  said: 'Words of the transfer',
  names: 'Names the order',
  id: 'The bank’s own number',
  noWords: 'nothing was written',
  hints: {
    'payment/no-reference': 'Call the seller, ask which order this is for, and write its reference here.',
    'payment/other-account':
      'If the seller moved to another account, mend it on the maker’s page and try again. If it was sent there by mistake, whoever got it must send it back.',
    'order/unknown': 'Look at the reference again with the seller and write the right one here.',
  },
  hint: 'Write the right reference, or set it aside with a reason.',
  order: 'Order reference',
  orderHelp: 'Begins with DH; 11 letters and digits.',
  place: 'Give it to this order',
  again: 'Try again',
  aside: 'Not the money of any order',
  why: 'Why set it aside',
  whyHint: 'For example: sold at the market, or sent back on 22 Nov',
  asideGo: 'Set aside',
  placed: 'Done. The order stands as paid.',
  put: 'Set aside. It will not come back when the bank tells it again.',
  providers: { sepay: 'SePay', payos: 'payOS', stripe: 'Stripe' },
  errors: { order: (found) => `“${found}” is no order reference of ours. Look at each letter again.` },
}

export const noticeWords: Record<Lang, typeof vi> = { vi, en }
