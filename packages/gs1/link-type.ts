/**
 * The link types GS1 has ratified (Web Vocabulary 1.16, subproperties of gs1:linkType), each with a name in both languages.
 * A linkset may use no others under GS1's namespace.
 */
export const linkTypes = {
  activityIdeas: { vi: 'Gợi ý trò chơi, hoạt động', en: 'Activity ideas' },
  allergenInfo: { vi: 'Chất dễ gây dị ứng', en: 'Allergen information' },
  appDownload: { vi: 'Tải ứng dụng', en: 'App download' },
  backgroundInfo: { vi: 'Chuyện phía sau món hàng', en: 'Background information' },
  brandHomepageClinical: { vi: 'Trang cho người làm nghề y', en: 'Information for professionals' },
  brandHomepagePatient: { vi: 'Trang cho người bệnh', en: 'Information for patients' },
  careersInfo: { vi: 'Việc làm', en: 'Careers information' },
  certificationInfo: { vi: 'Giấy chứng nhận', en: 'Certification information' },
  consumerHandlingStorageInfo: { vi: 'Cách bảo quản', en: 'Handling and storage' },
  defaultLink: { vi: 'Trang mặc định', en: 'Default link' },
  defaultLinkMulti: { vi: 'Trang mặc định theo ngôn ngữ', en: 'Default link by language' },
  dpp: { vi: 'Hộ chiếu số sản phẩm', en: 'Digital product passport' },
  eifu: { vi: 'Hướng dẫn dùng thiết bị y tế', en: 'Electronic instructions for use' },
  epcis: { vi: 'Dữ liệu sự kiện EPCIS', en: 'EPCIS repository' },
  epil: { vi: 'Tờ hướng dẫn dùng thuốc', en: 'Patient information leaflet' },
  eventsInfo: { vi: 'Lễ hội, sự kiện', en: 'Events information' },
  faqs: { vi: 'Câu hỏi thường gặp', en: 'Frequently asked questions' },
  handledBy: { vi: 'Nơi khác trả lời', en: 'Handled by' },
  hasRetailers: { vi: 'Nơi bán', en: 'Retailers' },
  homepage: { vi: 'Trang của cơ sở', en: 'Organisation page' },
  ingredientsInfo: { vi: 'Thành phần', en: 'Ingredients information' },
  instructions: { vi: 'Hướng dẫn sử dụng', en: 'Instructions' },
  jws: { vi: 'Chữ ký JSON (JWS)', en: 'JSON Web Signature' },
  leaveReview: { vi: 'Viết đánh giá', en: 'Leave a review' },
  locationInfo: { vi: 'Nơi làm ra', en: 'Location information' },
  logisticsInfo: { vi: 'Thông tin giao nhận', en: 'Logistics information' },
  loyaltyProgram: { vi: 'Khách hàng thân thiết', en: 'Loyalty program' },
  masterData: { vi: 'Dữ liệu gốc của sản phẩm', en: 'Master data' },
  menuInfo: { vi: 'Thực đơn', en: 'Menu information' },
  nutritionalInfo: { vi: 'Giá trị dinh dưỡng', en: 'Nutritional information' },
  openingHoursInfo: { vi: 'Giờ mở cửa', en: 'Opening hours' },
  paymentLink: { vi: 'Trả tiền', en: 'Make payment' },
  pip: { vi: 'Giới thiệu sản phẩm', en: 'Product information page' },
  productSustainabilityInfo: { vi: 'Môi trường (loại cũ)', en: 'Sustainability and recycling (deprecated)' },
  promotion: { vi: 'Khuyến mãi', en: 'Promotion' },
  purchaseSuppliesOrAccessories: { vi: 'Mua đồ dùng kèm', en: 'Supplies and accessories' },
  quickStartGuide: { vi: 'Dùng nhanh trong vài bước', en: 'Quick start guide' },
  recallStatus: { vi: 'Thu hồi', en: 'Recall status' },
  recipeInfo: { vi: 'Công thức nấu', en: 'Recipe website' },
  registerProduct: { vi: 'Đăng ký mua hàng', en: 'Register purchase' },
  registryEntry: { vi: 'Mục trong sổ đăng ký', en: 'Entry in a register' },
  relatedImage: { vi: 'Ảnh', en: 'Related image' },
  relatedVideo: { vi: 'Phim ngắn', en: 'Related video' },
  reportFound: { vi: 'Báo nhặt được', en: 'Report found' },
  review: { vi: 'Lời đánh giá', en: 'Reviews' },
  safetyInfo: { vi: 'An toàn khi dùng', en: 'Safety information' },
  scheduleTime: { vi: 'Đặt lịch hẹn', en: 'Scheduling and reservation' },
  serviceInfo: { vi: 'Bảo trì, sửa chữa', en: 'Service information' },
  smartLabel: { vi: 'SmartLabel', en: 'SmartLabel' },
  smpc: { vi: 'Tóm tắt đặc tính thuốc', en: 'Summary of product characteristics' },
  socialMedia: { vi: 'Facebook, Zalo, mạng xã hội', en: 'Social media' },
  statisticInfo: { vi: 'Số liệu thống kê', en: 'Statistics' },
  subscribe: { vi: 'Đăng ký nhận tin', en: 'Subscribe' },
  support: { vi: 'Hỏi, giúp đỡ', en: 'Support' },
  sustainabilityInfo: { vi: 'Môi trường, tái chế', en: 'Sustainability and recycling' },
  traceability: { vi: 'Truy xuất nguồn gốc', en: 'Traceability information' },
  tutorial: { vi: 'Bài hướng dẫn', en: 'Tutorial' },
  userAgreement: { vi: 'Thỏa thuận sử dụng', en: 'User agreement' },
  verificationService: { vi: 'Dịch vụ xác minh GS1', en: 'GS1 verification service' },
  whatsInTheBox: { vi: 'Trong hộp có gì', en: 'What is in the box' },
} as const satisfies Record<string, { vi: string; en: string }>

export type LinkTypeName = keyof typeof linkTypes

/** The ratified type a CURIE (`gs1:pip`) or an address in GS1's vocabulary names; undefined for any other word. */
export function linkTypeNamed(linkType: string): LinkTypeName | undefined {
  const name = /^(?:gs1:|https?:\/\/(?:ref\.|www\.)?gs1\.org\/voc\/)([A-Za-z]+)$/.exec(linkType)?.[1]
  return name !== undefined && Object.hasOwn(linkTypes, name) ? (name as LinkTypeName) : undefined
}
