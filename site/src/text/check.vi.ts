export const checkVi = {
  title: 'Kiểm tra tem khi không có mạng',
  lead: 'Mở trang này một lần khi có mạng, máy sẽ giữ lại. Sau đó mất sóng vẫn soi được tem loại lớn: chữ ký nằm ngay trong mã.',
  link: 'Đường dẫn trong mã',
  linkHelp: 'Dán đường dẫn mà máy ảnh đọc được, bắt đầu bằng https.',
  go: 'Kiểm tra',
  camera: 'Soi bằng máy ảnh',
  cameraStop: 'Tắt máy ảnh',
  noCamera: 'Máy ảnh chưa mở được. Chụp ảnh mã bằng nút bên dưới, hoặc cho phép trang dùng máy ảnh rồi bấm lại.',
  photoTake: 'Chụp ảnh mã',
  photoPick: 'Chọn ảnh có sẵn',
  photoHelp: 'Ảnh được đọc ngay trong máy, không gửi đi đâu.',
  looking: 'Đang tìm mã trong ảnh',
  ready: 'Máy đã giữ trang này và danh sách khóa.',
  unknown:
    'Chưa biết khi không có mạng: tem đã bị quét mấy lần, đã bị hủy hay báo mất chưa, lô có bị thu hồi gần đây không.',
  honest: 'Mã chứng minh chúng tôi đã phát hành tem. Mã không chứng minh miếng tem trên tay bạn là tem gốc.',
  again: 'Hỏi lại khi có mạng',
  keysOf: 'Danh sách khóa trong máy cập nhật lúc',
  notListedOf: 'Lô này không có trong danh sách thu hồi của máy, cập nhật lúc',
  listedOf: 'Danh sách thu hồi trong máy cập nhật lúc',
  product: 'Mã món',
  lot: 'Lô',
  serial: 'Số tem',
  made: 'Ngày làm',
  expires: 'Hạn dùng',
  answers: {
    signed: {
      title: 'Mã đúng, kiểm tra khi không có mạng',
      why: 'Chữ ký trong mã khớp với khóa trong máy. Đây là tem chúng tôi phát hành.',
    },
    expired: { title: 'Mã đúng, nhưng hàng đã quá hạn', why: 'Chữ ký khớp. Hạn dùng ghi trong mã đã qua.' },
    recalled: {
      title: 'Dừng sử dụng: lô này bị thu hồi',
      why: 'Mã đúng, và lô nằm trong danh sách thu hồi mà máy giữ. Đừng dùng, hỏi lại khi có mạng để biết nên làm gì.',
    },
    part: {
      title: 'Một phần của lô này bị thu hồi',
      why: 'Mã đúng. Có mạng, trang của tem sẽ nói gói của bạn có trong số đó không. Trước lúc ấy, đừng dùng.',
    },
    retired: {
      title: 'Loại tem này đã ngừng dùng',
      why: 'Chữ ký khớp với một khóa cũ không còn được nhận. Hỏi cơ sở, hoặc hỏi lại khi có mạng.',
    },
    'not-ours': {
      title: 'Không phải mã của chúng tôi',
      why: 'Chữ ký trong mã không khớp với khóa nào trong máy. Mã bị sửa, hoặc không do chúng tôi phát hành.',
    },
    'no-signature': {
      title: 'Mã này cần mạng mới kiểm tra được',
      why: 'Tem loại nhỏ không mang chữ ký. Có mạng, trang này sẽ hỏi lại.',
    },
    malformed: { title: 'Không đọc được mã này', why: 'Đường dẫn thiếu hoặc thừa chữ. Soi lại hoặc dán lại cho đủ.' },
    'no-code': {
      title: 'Không thấy mã trong ảnh',
      why: 'Chụp gần hơn, đủ sáng, thấy trọn bốn góc của mã, rồi thử lại.',
    },
    other: {
      title: 'Đây không phải mã của tem',
      why: 'Mã này dẫn tới nơi khác. Tìm mã vuông in trên tem dán ở gói hàng.',
    },
    'no-keys': {
      title: 'Máy chưa có danh sách khóa',
      why: 'Mở trang này một lần khi có mạng, rồi lần sau mất sóng vẫn kiểm tra được.',
    },
  },
}
export type CheckWords = typeof checkVi
