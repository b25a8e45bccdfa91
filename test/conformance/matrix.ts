import type { FormatModel } from "../../generator/src/model/model.js";
import type { Style } from "../../generator/src/specialise/specialise.js";
import { type WritableBinding, writableBindings } from "../subjects.js";
import { configurations } from "./configurations.js";

/** One table class in one configuration. */
export interface Combination {
  readonly format: string;
  readonly variant: string;
  readonly style: Style;
  readonly binding: WritableBinding;
  readonly configuration: string;
}

/** Everything that the suite is run on, for some formats and styles. */
export function combinations(
  formats: readonly FormatModel[],
  styles: readonly Style[],
): readonly Combination[] {
  return formats.flatMap(({ format, variants }) =>
    variants.flatMap((variant) =>
      styles.flatMap((style) =>
        writableBindings.flatMap((binding) =>
          configurations(variant).map(({ name }) => ({
            format,
            variant: variant.name,
            style,
            binding,
            configuration: name,
          })),
        ),
      ),
    ),
  );
}
