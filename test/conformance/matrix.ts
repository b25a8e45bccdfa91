import type { FormatModel } from "../../generator/src/model/model.js";
import type { Style } from "../../generator/src/specialise/specialise.js";
import { settle } from "../model/settings.js";
import { classNumber, type WritableBinding, writableBindings } from "../subjects.js";
import { applies, cases } from "./cases.js";
import { configurations } from "./configurations.js";
import { isTurnOf } from "./share.js";

/** One table class in one configuration. */
export interface Combination {
  readonly format: string;
  readonly variant: string;
  readonly style: Style;
  readonly binding: WritableBinding;
  readonly configuration: string;
  /** Cases of the suite that are run on it. */
  readonly checks: number;
}

/** Everything that the suite is run on, for some formats and styles. */
export function combinations(
  formats: readonly FormatModel[],
  styles: readonly Style[],
): readonly Combination[] {
  return formats.flatMap(({ format, variants }) =>
    variants.flatMap((variant) => {
      const configs = configurations(variant).map(({ name, config }, index) => {
        const settings = settle(variant, config);
        if (typeof settings === "string") throw new Error(`${format}/${variant.name}, ${name}: ${settings}`);
        const checksOf = (subject: number) =>
          cases.filter((each, nth) => applies(each, variant, settings) && isTurnOf(subject, index, nth))
            .length;
        return { configuration: name, checksOf };
      });
      return styles.flatMap((style) =>
        writableBindings.flatMap((binding) =>
          configs.map(({ configuration, checksOf }) => {
            const checks = checksOf(classNumber(style, binding));
            return { format, variant: variant.name, style, binding, configuration, checks };
          }),
        ),
      );
    }),
  );
}
