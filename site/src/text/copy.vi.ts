import type { CopyRule } from '@nguon/trace/copy'

/** Figures of a rule that was met, each as it is said. */
export type Told = {
  scans: string
  devices: string
  places: string
  span: string
  from: string
  to: string
  km: string
  hours: string
  median: string
}

export const copyVi = {
  span: (hours: number) => (hours <= 96 ? `${hours} giờ` : `${Math.round(hours / 24)} ngày`),
  more: (places: string, rest: number) => `${places} và ${rest} nơi khác`,
  nowhere: 'nơi không rõ',
  told: {
    provinces: (it) =>
      `Trong ${it.span}, ${it.devices} máy quét ${it.scans} lần ở ${it.places}. Một gói hàng không ở nhiều nơi như thế.`,
    devices: (it) => `Trong ${it.span}, ${it.devices} máy khác nhau quét ${it.scans} lần ở ${it.places}.`,
    travel: (it) =>
      `Quét ở ${it.from} rồi ở ${it.to}, cách nhau ${it.km} km, trong chưa đầy ${it.hours} giờ. Không ai mang một gói hàng đi nhanh như thế.`,
    spread: (it) => `${it.devices} máy ở ${it.places} trong ${it.span}: quá nhiều nơi cho một gói hàng.`,
    'before-activation': (it) =>
      `${it.devices} máy ở ${it.places} đã quét ${it.scans} lần trước khi cơ sở kích hoạt tem.`,
    median: (it) =>
      `Trong ${it.span}, ${it.devices} máy quét ${it.scans} lần, khi tem cùng lô thường chỉ quét ${it.median} lần.`,
    'void-range': (it) => `${it.devices} máy ở ${it.places} quét ${it.scans} lần sau khi cơ sở đã hủy tem.`,
  } satisfies Record<CopyRule, (it: Told) => string>,
  page: {
    title: 'Khi nào chúng tôi nói tem có thể bị sao chép',
    lead: 'Máy xét theo đúng các luật dưới đây, không đoán, không chấm điểm. Cùng những lượt quét ấy, ai xét cũng ra cùng một kết quả.',
    how: 'Cách đọc bảng',
    howBody: [
      'Mỗi luật phải đủ mọi con số của nó trong khoảng giờ ghi bên cạnh, tính ngược từ lần quét mới nhất. Luật nào đủ trước thì nói luật đó.',
      'Một máy quét nhiều lần trong một giờ chỉ tính một lần. Mạng có thể nhận nhầm sang tỉnh bên, nên luật đòi thêm một tỉnh.',
      'Trang quét nói luật nào, kèm con số. Cơ sở thấy đúng những con số đó và được trả lời.',
    ],
    rules: 'Các luật',
    names: {
      'void-range': 'Tem đã hủy mà vẫn bị quét',
      provinces: 'Nhiều tỉnh trong vài ngày',
      devices: 'Nhiều máy trong một tuần',
      travel: 'Đi nhanh hơn người đi được',
      spread: 'Rải rác nhiều tỉnh trong một mùa',
      'before-activation': 'Bị quét trước khi kích hoạt',
      median: 'Nhiều hơn hẳn tem cùng lô',
    } satisfies Record<CopyRule, string>,
    least: (scans: number, devices: number, provinces: number, span: string) =>
      `Ít nhất ${scans} lần quét, ${devices} máy${provinces > 0 ? `, ${provinces} tỉnh` : ''}, trong ${span}.`,
    jumps: (jumps: number, kmh: number, slack: number) =>
      `Có ít nhất ${jumps} chặng từ máy này sang máy khác nhanh hơn ${kmh} km/giờ, đã bớt ${slack} km đường và tính trọn cả giờ đầu, giờ cuối. Khoảng cách là giữa hai tỉnh lỵ.`,
    times: (times: number, moments: number) =>
      `Gấp ít nhất ${times} lần trung vị của lô, rải trong ít nhất ${moments} giờ khác nhau. Lô có ít tem được quét thì chưa có trung vị.`,
    before: 'Chỉ tính lần quét trước giờ kích hoạt.',
    after: 'Chỉ tính lần quét sau giờ hủy hoặc báo mất.',
    displays: 'Hàng trưng bày',
    displaysBody: (days: number, phones: number) => [
      `Cơ sở có thể khai nơi trưng bày, cửa hàng hay hội chợ, nhiều nhất ${days} ngày một lần. Lượt quét ở tỉnh đó, trong những ngày đó không bị tính, miễn là không quá ${phones} máy.`,
      'Khai sau khi bị nói cũng được xét lại, nhưng những tỉnh khác vẫn tính như thường.',
    ],
    honest: 'Điều các luật không thấy',
    honestBody: [
      'Mã chứng minh chúng tôi đã phát hành tem, không chứng minh miếng tem trên tay bạn là tem gốc.',
      'Một hai bản sao, mỗi bản chỉ một người quét, thì không luật nào thấy được.',
      'Bị nói “có thể” không phải là kết tội. Hỏi người bán, xem miếng tem, và đọc câu trả lời của cơ sở.',
    ],
    proof: (lives: number, precision: string, recall: string) =>
      `Thử trên ${lives} trường hợp do máy dựng: trong số bị nói, ${precision} là bản sao thật; trong số bản sao, ${recall} bị nhận ra. Cách thử và từng loại nằm trong mã nguồn mở.`,
    source: 'Khoảng cách tính theo tọa độ tỉnh lỵ của GeoNames (CC BY 4.0).',
  },
}
export type CopyWords = typeof copyVi
