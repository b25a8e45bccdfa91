/** Why a command cannot do its work, in one line for the person who called it. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
