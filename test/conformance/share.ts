import type { NamedConfig } from "./configurations.js";

/**
 * Which part of a long list of inputs a table is tried with. The configurations of a subject take turns, so that
 * together they try everything; some try everything alone.
 */
export interface Share {
  /** Every how many inputs one is this table's, and from which on. */
  readonly of: number;
  readonly turn: number;
  /** The same for lists of items, and of what they are made from. */
  readonly ofItems: number;
  readonly itemTurn: number;
  /** Random operations of tables with different numbers differ. */
  readonly number: number;
  readonly thorough: boolean;
}

/** All of every list. */
export const whole: Share = { of: 1, turn: 0, ofItems: 1, itemTurn: 0, number: 0, thorough: true };

/**
 * The share of a configuration, in the class that has number `subject` among those of its variant: each begins elsewhere. The first
 * configuration of the first class tries everything. Of the others those with the same start level, and the same
 * halves, take turns: all of a list is tried at every start level, or an eighth by each where there are more than that.
 *
 * What an item means depends on features and parameters alone: configurations that have them in common share the lists of
 * items, and the first class tries all of them with every set of features.
 */
export function shareOf(config: NamedConfig, configs: readonly NamedConfig[], subject: number): Share {
  const thorough = subject === 0;
  const alike = configs.filter((other) => itemsKey(other) === itemsKey(config));
  const near = configs.filter((other) => other.place === config.place);
  const first = thorough && configs.indexOf(config) === 0;
  return {
    of: first ? 1 : Math.min(near.length, 8),
    turn: near.indexOf(config) + 3 * subject,
    ofItems: alike.length * (thorough ? 1 : 4),
    itemTurn: alike.indexOf(config) + (thorough ? 0 : subject * alike.length),
    number: configs.indexOf(config) * 4 + subject,
    thorough,
  };
}

/**
 * Whether the class with number `subject` runs case number `nth` on configuration number `index`: the first class runs
 * everything, the others everything on the first configuration, and on the rest they take turns. So each case runs on each
 * configuration in two classes, and in each class on a third of them.
 */
export function isTurnOf(subject: number, index: number, nth: number): boolean {
  return subject === 0 || index === 0 || (index + nth) % 3 === subject - 1;
}

/** The same for configurations whose items mean the same. */
export function itemsKey({ config: { features, parameters } }: NamedConfig): string {
  const values = Object.entries(parameters ?? {}).map(([name, value]) => `${name} ${value}`);
  return [...(features ?? []), ...values].sort().join(", ");
}

/** Every `of`-th of a list from number `turn` on; always something of it. */
export function shareOfList<T>(list: readonly T[], turn: number, of: number): readonly T[] {
  const offset = turn % Math.max(1, Math.min(of, list.length));
  return list.filter((_, index) => index % of === offset);
}
