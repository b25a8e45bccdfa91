import type { NamedConfig } from "./configurations.js";

/**
 * Runs `body` for every configuration, whatever fails on the way. One test of the runner stands for all of them; it fails
 * with the first failure, whose message names its configuration, and with the names of the others that failed.
 */
export function eachConfiguration(
  configs: readonly NamedConfig[],
  body: (config: NamedConfig) => void,
): void {
  const failures: { readonly name: string; readonly error: unknown }[] = [];
  for (const config of configs) {
    try {
      body(config);
    } catch (error) {
      failures.push({ name: config.name, error });
    }
  }
  const [first, ...others] = failures;
  if (!first) return;
  const rest =
    others.length > 0 ? `\nIt fails as well with:${others.map(({ name }) => `\n  ${name}`).join("")}` : "";
  if (!(first.error instanceof Error)) throw first.error;
  first.error.message = `with ${first.name}: ${first.error.message}${rest}`;
  throw first.error;
}
