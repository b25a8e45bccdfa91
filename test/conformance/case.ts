import type { VariantModel } from "../../generator/src/model/model.js";
import type { Settings } from "../model/settings.js";
import type { Rig } from "./rig.js";

/** Runs something on a table of its own. */
export type OnNewRig = (run: (rig: Rig) => void) => void;

/** One thing that every table must do. */
export interface Case {
  /** Completes "a table ...". */
  readonly name: string;
  /** Where it has something to say; default: everywhere. */
  readonly when?: (variant: VariantModel, settings: Settings) => boolean;
  readonly run: (rig: Rig) => void;
}

/** One that needs a table for each of its tries. */
export interface SeriesCase extends Omit<Case, "run"> {
  readonly series: (onNewRig: OnNewRig) => void;
}
