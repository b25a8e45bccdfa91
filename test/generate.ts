import { packageFiles } from "../generator/src/package/package-files.js";
import { writePackage } from "../generator/src/package/write.js";
import { packageFolder, styles, testedFormats } from "./tested-formats.js";

/** Before any test: every format in every style, as the generator makes it now. */
export default function generate(): void {
  for (const model of testedFormats()) {
    for (const style of styles)
      writePackage(packageFiles(model, { style }), packageFolder(style, model.format));
  }
}
