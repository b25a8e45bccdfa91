/** The documentation of one thing in a spec; absent members stay absent. */
export interface Noted {
  readonly doc?: string | undefined;
  readonly cite?: string | undefined;
}

/** `doc` and `cite` where they were given. */
export function noted({ doc, cite }: Noted): { readonly doc?: string; readonly cite?: string } {
  return { ...(doc === undefined ? {} : { doc }), ...(cite === undefined ? {} : { cite }) };
}
