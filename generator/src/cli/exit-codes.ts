/** What the command's exit code tells. */
export const exitCodes = {
  ok: 0,
  /** The work was done and found something: problems, drift, failures. */
  findings: 1,
  /** The work could not be done: wrong usage, missing files, nothing built. */
  unusable: 2,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
