/** What `compile.ts` makes of the official schema: true, or false with `errors` set until the next call. */
declare const check: {
  (data: unknown): boolean
  errors?: null | { instancePath: string; schemaPath: string; keyword: string; params: Record<string, unknown> }[]
}
export default check
