/** Invented households of the demo; each says so in its name. */
export const households = {
  makers: [
    {
      name: 'Cơ sở Bà Mai (ví dụ)',
      kind: 'household',
      commune: '14797',
      example: true,
      story: 'Nhà làm nem từ năm giờ sáng, gói lá đinh lăng hái trong vườn.',
    },
    {
      name: 'Hộ chè lam Phủ Quảng (ví dụ)',
      kind: 'household',
      commune: '15349',
      example: true,
      story: 'Chè lam nấu bằng mật mía và nếp cái, cắt tay từng thanh.',
    },
    {
      name: 'Hộ ong hoa nhãn (ví dụ)',
      kind: 'household',
      commune: '15664',
      example: true,
      story: 'Đàn ong đi theo mùa nhãn, quay mật hai đợt mỗi năm.',
    },
  ],
  products: [
    {
      name: 'Nem chua lá đinh lăng',
      maker: 'Cơ sở Bà Mai (ví dụ)',
      group: 'I',
      criteriaSet: 8,
      dong: 60_000,
      unit: 'chục',
      story: 'Thịt làm ngay buổi sáng, ủ hai ngày là ăn được, để nơi mát thêm ba ngày.',
    },
    { name: 'Nem thính', maker: 'Cơ sở Bà Mai (ví dụ)', group: 'I', criteriaSet: 8, dong: 85_000, unit: 'kg' },
    {
      name: 'Chè lam Phủ Quảng',
      maker: 'Hộ chè lam Phủ Quảng (ví dụ)',
      group: 'I',
      criteriaSet: 6,
      dong: 35_000,
      unit: 'hộp',
      pack: 'hộp 300 g',
    },
    {
      name: 'Mật ong hoa nhãn',
      maker: 'Hộ ong hoa nhãn (ví dụ)',
      group: 'I',
      criteriaSet: 4,
      dong: 150_000,
      unit: 'lít',
    },
  ],
}
