import type { Problem, RefusalStatus } from '../problem.ts'

const names: Record<RefusalStatus, string> = {
  400: 'ValidationException',
  401: 'SecurityException',
  403: 'SecurityException',
  404: 'NoSuchResourceException',
  406: 'NotAcceptableException',
  409: 'ResourceAlreadyExistsException',
  413: 'CaptureLimitExceededException',
  414: 'URITooLongException',
  415: 'UnsupportedMediaTypeException',
  422: 'ValidationException',
  429: 'ImplementationException',
  501: 'ImplementationException',
}

/** The problem type EPCIS 2.0's REST binding has for a refusal; `code` beside it says which it is. */
export function exceptionOf({ status }: Pick<Problem, 'status'>, method: string): string {
  const asked = method === 'GET' || method === 'HEAD'
  if (asked && status === 400) return 'epcisException:QueryParameterException'
  if (asked && status === 413) return 'epcisException:QueryTooLargeException'
  return `epcisException:${names[status]}`
}
